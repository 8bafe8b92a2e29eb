"""Fairlearn at its own work, asked in turns: reads a task a line, answers with the seconds it took.

usage: fairness.py prepare ADULT OUT    writes OUT with columns favourable, score, sex, race
       fairness.py serve SCORED
       fairness.py drift ADULT          Evidently; run by an environment of its own
"""

import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd

REPLICATES = 10


def prepare(table, out):
    from sklearn.compose import make_column_transformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    data = pd.read_csv(table, keep_default_na=False)
    y = (data["income"] == ">50K").astype(int)
    inputs = data.drop(columns=["income"])
    numeric = list(inputs.select_dtypes("number").columns)
    texts = [c for c in inputs if c not in numeric]
    model = make_pipeline(
        make_column_transformer((StandardScaler(), numeric), (OneHotEncoder(handle_unknown="ignore"), texts)),
        LogisticRegression(max_iter=200),
    ).fit(inputs, y)
    score = np.round(model.predict_proba(inputs)[:, 1], 6)
    pd.DataFrame({"favourable": y, "score": score, "sex": data["sex"], "race": data["race"]}).to_csv(out, index=False)


def serve(scored):
    import fairlearn
    from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate
    from fairlearn.postprocessing import ThresholdOptimizer
    from sklearn.base import BaseEstimator, ClassifierMixin

    data = pd.read_csv(scored)
    y = data["favourable"]
    decided = (data["score"] >= 0.5).astype(int)

    class Given(ClassifierMixin, BaseEstimator):
        """A fitted model whose score stands in its only column."""

        def fit(self, x, y):
            return self

        def predict_proba(self, x):
            p = np.asarray(x)[:, 0]
            return np.column_stack([1 - p, p])

        def __sklearn_is_fitted__(self):
            return True

    def resampling():
        MetricFrame(
            metrics={"selection": selection_rate, "tpr": true_positive_rate, "fpr": false_positive_rate},
            y_true=y,
            y_pred=decided,
            sensitive_features=data["sex"],
            n_boot=REPLICATES,
            ci_quantiles=[0.025, 0.975],
            random_state=1,
        )
        return REPLICATES

    def thresholds():
        given = Given()
        given.classes_ = np.array([0, 1])
        ThresholdOptimizer(
            estimator=given, constraints="equalized_odds", prefit=True, predict_method="predict_proba"
        ).fit(data[["score"]], y, sensitive_features=data["sex"])
        return 1

    answer(f"fairlearn {fairlearn.__version__}", {"resampling": resampling, "thresholds": thresholds})


def drift(table):
    import evidently
    from evidently import Report
    from evidently.presets import DataDriftPreset

    data = pd.read_csv(table, keep_default_na=False)
    cut = len(data) * 2 // 3
    reference, current = data.iloc[:cut], data.iloc[cut:]

    def psi():
        Report([DataDriftPreset(method="psi")]).run(current, reference).dict()
        return 1

    answer(f"evidently {evidently.__version__}", {"psi": psi})


def answer(version, tasks):
    print(version, flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        units = tasks[line.strip()]()
        print((time.perf_counter() - began) / units, flush=True)


if __name__ == "__main__":
    {"prepare": prepare, "serve": serve, "drift": drift}[sys.argv[1]](*sys.argv[2:])
