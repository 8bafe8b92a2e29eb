"""Fits decisions by group with AIF360 and Fairlearn: thresholds.py IN.csv OUT.json; IN has columns group (a, b), label, score."""
import importlib.metadata
import json
import sys

import numpy as np
import pandas as pd
from aif360.algorithms.postprocessing import RejectOptionClassification
from aif360.datasets import BinaryLabelDataset
from fairlearn.metrics import demographic_parity_difference, true_positive_rate_difference
from fairlearn.postprocessing import ThresholdOptimizer
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.metrics import accuracy_score

table = pd.read_csv(sys.argv[1])
table["privileged"] = (table["group"] == "a").astype(float)
truth = BinaryLabelDataset(
    df=table[["privileged", "label"]].astype(float), label_names=["label"], protected_attribute_names=["privileged"])
scored = truth.copy()
scored.scores = table[["score"]].to_numpy()
scored.labels = (scored.scores > 0.5).astype(float)
found = {}
for name, metric in (("demographic-parity", "Statistical parity difference"), ("equal-opportunity", "Equal opportunity difference")):
    option = RejectOptionClassification(
        unprivileged_groups=[{"privileged": 0}], privileged_groups=[{"privileged": 1}],
        low_class_thresh=0.01, high_class_thresh=0.99, num_class_thresh=100, num_ROC_margin=50,
        metric_name=metric, metric_ub=0.05, metric_lb=-0.05)
    decided = option.fit_predict(truth, scored).labels.ravel()
    label = table["label"].to_numpy()
    balanced = (decided[label == 1].mean() + (1 - decided[label == 0]).mean()) / 2
    found["reject-option " + name] = {"balanced": balanced}


class Given(ClassifierMixin, BaseEstimator):
    def fit(self, x, y):
        self.classes_ = np.array([0, 1])
        return self

    def predict_proba(self, x):
        p = np.asarray(x)[:, 0]
        return np.column_stack([1 - p, p])


x, y, group = table[["score"]].to_numpy(), table["label"].to_numpy(), table["group"].to_numpy()
for name, constraint, difference in (
        ("demographic-parity", "demographic_parity", demographic_parity_difference),
        ("equal-opportunity", "true_positive_rate_parity", true_positive_rate_difference)):
    optimizer = ThresholdOptimizer(
        estimator=Given().fit(x, y), constraints=constraint, objective="accuracy_score", prefit=True,
        predict_method="predict_proba", grid_size=1000)
    optimizer.fit(x, y, sensitive_features=group)
    decided = optimizer.predict(x, sensitive_features=group, random_state=1)
    found["thresholds " + name] = {
        "accuracy": accuracy_score(y, decided),
        "difference": difference(y, decided, sensitive_features=group)}
json.dump(found, open(sys.argv[2], "w"))
print("aif360", importlib.metadata.version("aif360"), "fairlearn", importlib.metadata.version("fairlearn"))
