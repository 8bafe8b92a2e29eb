"""Scores a table with a model made here and says what Fairlearn, AIF360 and scikit-learn measure on it.

usage: group_metrics.py TABLE LABEL FAVOURABLE OUT COLUMN=REFERENCE...

COLUMN=<=N or COLUMN=>N cuts a column of numbers into two bands there.

Writes OUT/scored.csv, which is the table with a column "score", and OUT/metrics.json.
"""

import itertools
import json
import sys
import warnings

warnings.filterwarnings("ignore")

import aif360
import fairlearn
import numpy as np
import pandas as pd
import sklearn
from aif360.datasets import BinaryLabelDataset
from aif360.metrics import ClassificationMetric
from fairlearn.metrics import (
    MetricFrame,
    equalized_odds_difference,
    false_negative_rate,
    false_positive_rate,
    selection_rate,
    true_positive_rate,
)
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    brier_score_loss,
    f1_score,
    log_loss,
    precision_score,
    roc_auc_score,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

table, label, favourable, out, *pairs = sys.argv[1:]
groups = dict(pair.split("=", 1) for pair in pairs)

data = pd.read_csv(table, keep_default_na=False)
y = (data[label] == favourable).astype(int)
inputs = data.drop(columns=[label] + [c for c in data if c == "application_id"])
numeric = inputs.select_dtypes("number").columns
texts = [c for c in inputs if c not in set(numeric)]
model = make_pipeline(
    make_column_transformer((StandardScaler(), list(numeric)), (OneHotEncoder(handle_unknown="ignore"), texts)),
    LogisticRegression(max_iter=200),
).fit(inputs, y)
data["score"] = np.round(model.predict_proba(inputs)[:, 1], 6)
data.to_csv(f"{out}/scored.csv", index=False)
score = data["score"].to_numpy()
decided = (score >= 0.5).astype(int)


def when(condition):
    """A metric that asks for both labels, and is NaN in a group that has one."""
    return lambda y_true, y_pred: condition(y_true, y_pred) if len(set(y_true)) == 2 else float("nan")


def among(label, rate):
    """Fairlearn takes an empty denominator for 0; a rate of nobody is none."""
    return lambda y_true, y_pred: rate(y_true, y_pred) if (y_true == label).any() else float("nan")


def groups_of(keys):
    decisions = MetricFrame(
        metrics={
            "selection-rate": selection_rate,
            "true-positive-rate": among(1, true_positive_rate),
            "false-positive-rate": among(0, false_positive_rate),
            "false-negative-rate": among(1, false_negative_rate),
            "error-rate": lambda a, b: 1 - accuracy_score(a, b),
            "accuracy": accuracy_score,
            "balanced-accuracy": when(balanced_accuracy_score),
            "precision": lambda a, b: precision_score(a, b) if b.any() else float("nan"),
            "f1": lambda a, b: f1_score(a, b) if (a.any() or b.any()) else float("nan"),
        },
        y_true=y.to_numpy(),
        y_pred=decided,
        sensitive_features=keys,
    ).by_group
    scores = MetricFrame(
        metrics={
            "roc-auc": when(roc_auc_score),
            "brier-score": lambda a, b: float(np.mean((b - a) ** 2)),
            "log-loss": lambda a, b: log_loss(a, np.clip(b, 1e-15, 1 - 1e-15), labels=[0, 1]),
            "mean-score": lambda a, b: float(np.mean(b)),
        },
        y_true=y.to_numpy(),
        y_pred=score,
        sensitive_features=keys,
    ).by_group
    both = decisions.join(scores)
    return {group: {name: number(value) for name, value in row.items()} for group, row in both.iterrows()}


def number(value):
    """A number, or None for what is no number: their inf and NaN, our absence."""
    return float(value) if np.isfinite(value) else None


def against(keys, group, reference):
    """AIF360's figures of one group against the reference, on the rows of the two."""
    rows = ((keys == group) | (keys == reference)).to_numpy()
    frame = pd.DataFrame({"g": (keys[rows] == reference).astype(int), "y": y[rows]})
    truth = BinaryLabelDataset(df=frame, label_names=["y"], protected_attribute_names=["g"])
    said = truth.copy()
    said.labels = decided[rows].reshape(-1, 1).astype(float)
    metric = ClassificationMetric(truth, said, unprivileged_groups=[{"g": 0}], privileged_groups=[{"g": 1}])
    figures = {
        "disparate-impact": metric.disparate_impact(),
        "statistical-parity-difference": metric.statistical_parity_difference(),
        "equal-opportunity-difference": metric.equal_opportunity_difference(),
        "average-odds-difference": metric.average_odds_difference(),
        "error-rate-ratio": metric.error_rate_ratio(),
        "error-rate-difference": metric.error_rate_difference(),
        "false-positive-rate-ratio": metric.false_positive_rate_ratio(),
        "false-negative-rate-ratio": metric.false_negative_rate_ratio(),
        "false-discovery-rate-ratio": metric.false_discovery_rate_ratio(),
        "false-omission-rate-ratio": metric.false_omission_rate_ratio(),
        "predictive-parity-difference": -metric.false_discovery_rate_difference(),
    }
    # AIF360 takes some empty denominators for 0; a rate of nobody is none.
    said_in = [decided[(keys == k).to_numpy()] for k in (group, reference)]
    true_in = [y[keys == k] for k in (group, reference)]
    needs = {
        "equal-opportunity-difference": all((t == 1).any() for t in true_in),
        "average-odds-difference": all(len(set(t)) == 2 for t in true_in),
        "false-positive-rate-ratio": all((t == 0).any() for t in true_in),
        "false-negative-rate-ratio": all((t == 1).any() for t in true_in),
        "false-discovery-rate-ratio": all((d == 1).any() for d in said_in),
        "predictive-parity-difference": all((d == 1).any() for d in said_in),
        "false-omission-rate-ratio": all((d == 0).any() for d in said_in),
    }
    figures = {name: value if needs.get(name, True) else float("nan") for name, value in figures.items()}
    labels = [set(y[rows][(keys[rows] == k)]) for k in (group, reference)]
    if all(len(found) == 2 for found in labels):
        figures["equalized-odds-difference"] = equalized_odds_difference(
            y[rows], decided[rows], sensitive_features=keys[rows]
        )
        figures["roc-auc-difference"] = roc_auc_score(y[keys == group], score[keys == group]) - roc_auc_score(
            y[keys == reference], score[keys == reference]
        )
    return {name: number(value) for name, value in figures.items()}


def keys_of(name, reference):
    if reference[:1] not in "<>":
        return data[name]
    boundary = float(reference.lstrip("<>="))
    low, high = (f"<={boundary:g}", f">{boundary:g}")
    return pd.Series(np.where(data[name] <= boundary, low, high))


single = {name: keys_of(name, reference) for name, reference in groups.items()}
attributes = {}
references = {}
names = sorted(groups)
for size in range(1, len(names) + 1):
    for chosen in itertools.combinations(names, size):
        joined = single[chosen[0]]
        for name in chosen[1:]:
            joined = joined + " & " + single[name]
        attributes[" & ".join(chosen)] = joined
        references[" & ".join(chosen)] = " & ".join(groups[name] for name in chosen)

answer = {
    "versions": {"fairlearn": fairlearn.__version__, "aif360": aif360.__version__, "scikit-learn": sklearn.__version__},
    "groups": {name: groups_of(keys) for name, keys in attributes.items()},
    "comparisons": {
        name: {
            group: against(keys, group, references[name])
            for group in sorted(set(keys))
            if group != references[name]
        }
        for name, keys in attributes.items()
    },
    "performance": {
        "accuracy": accuracy_score(y, decided),
        "balanced-accuracy": balanced_accuracy_score(y, decided),
        "precision": precision_score(y, decided),
        "f1": f1_score(y, decided),
        "roc-auc": roc_auc_score(y, score),
        "brier-score": brier_score_loss(y, score),
        "log-loss": log_loss(y, np.clip(score, 1e-15, 1 - 1e-15)),
    },
}
with open(f"{out}/metrics.json", "w") as file:
    json.dump(answer, file, allow_nan=False)
print(answer["versions"])
