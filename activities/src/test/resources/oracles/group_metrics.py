"""Scores a table with a model made here and says what Fairlearn, AIF360 and scikit-learn measure on it.

usage: group_metrics.py TABLE LABEL FAVOURABLE OUT GROUP=REFERENCE...

Writes OUT/scored.csv, which is the table with a column "score", and OUT/metrics.json.
"""

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
    demographic_parity_ratio,
    equalized_odds_difference,
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


def rates(keys):
    frame = MetricFrame(
        metrics={
            "selection-rate": selection_rate,
            "true-positive-rate": true_positive_rate,
            "false-positive-rate": false_positive_rate,
        },
        y_true=y,
        y_pred=decided,
        sensitive_features=keys,
    ).by_group
    return {group: {name: float(value) for name, value in row.items()} for group, row in frame.iterrows()}


def against(keys, group, reference):
    """AIF360's figures of one group against the reference, on the rows of the two."""
    rows = ((keys == group) | (keys == reference)).to_numpy()
    frame = pd.DataFrame({"g": (keys[rows] == reference).astype(int), "y": y[rows]})
    truth = BinaryLabelDataset(df=frame, label_names=["y"], protected_attribute_names=["g"])
    said = truth.copy()
    said.labels = decided[rows].reshape(-1, 1).astype(float)
    metric = ClassificationMetric(truth, said, unprivileged_groups=[{"g": 0}], privileged_groups=[{"g": 1}])
    return {
        "disparate-impact": float(metric.disparate_impact()),
        "statistical-parity-difference": float(metric.statistical_parity_difference()),
        "equal-opportunity-difference": float(metric.equal_opportunity_difference()),
        "average-odds-difference": float(metric.average_odds_difference()),
        "equalized-odds-difference": float(
            equalized_odds_difference(y[rows], decided[rows], sensitive_features=keys[rows])
        ),
        "least-over-most": float(demographic_parity_ratio(y[rows], decided[rows], sensitive_features=keys[rows])),
    }


attributes = {name: data[name] for name in groups}
references = dict(groups)
names = sorted(groups)
for i, one in enumerate(names):
    for other in names[i + 1 :]:
        attributes[f"{one} & {other}"] = data[one] + " & " + data[other]
        references[f"{one} & {other}"] = groups[one] + " & " + groups[other]

answer = {
    "versions": {"fairlearn": fairlearn.__version__, "aif360": aif360.__version__, "scikit-learn": sklearn.__version__},
    "rates": {name: rates(keys) for name, keys in attributes.items()},
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
    json.dump(answer, file)
print(answer["versions"])
