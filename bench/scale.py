"""Fairlearn or AIF360 on the rows of bench/scale, in a process of its own: seconds and peak memory.

usage: scale.py fairlearn|aif360 CODES

CODES holds sex, race, label and score as numbers; reading it is not counted.
"""

import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd

tool, codes = sys.argv[1:]
types = {"sex": "int8", "race": "int8", "y": "int8", "score": "float64"}
data = pd.read_csv(codes, names=list(types), dtype=types)
data["decided"] = (data["score"] >= 0.5).astype("int8")


def with_fairlearn():
    import fairlearn
    from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate

    began = time.perf_counter()
    for keys in (["sex"], ["race"], ["sex", "race"]):
        frame = MetricFrame(
            metrics={"selection": selection_rate, "tpr": true_positive_rate, "fpr": false_positive_rate},
            y_true=data["y"],
            y_pred=data["decided"],
            sensitive_features=data[keys],
        )
        frame.by_group, frame.difference(), frame.ratio()
    return fairlearn.__version__, time.perf_counter() - began


def with_aif360():
    import aif360
    from aif360.datasets import BinaryLabelDataset
    from aif360.metrics import BinaryLabelDatasetMetric, ClassificationMetric

    began = time.perf_counter()
    truth = BinaryLabelDataset(
        df=data[["sex", "race", "y"]], label_names=["y"], protected_attribute_names=["sex", "race"]
    )
    said = truth.copy()
    said.labels = data["decided"].to_numpy(dtype=float).reshape(-1, 1)
    pairs = [([{"sex": 0}], [{"sex": 1}])] + [([{"race": r}], [{"race": 1}]) for r in (2, 3, 4)]
    for unprivileged, privileged in pairs:
        labels = BinaryLabelDatasetMetric(truth, unprivileged_groups=unprivileged, privileged_groups=privileged)
        labels.disparate_impact(), labels.statistical_parity_difference()
        decisions = ClassificationMetric(truth, said, unprivileged_groups=unprivileged, privileged_groups=privileged)
        decisions.disparate_impact(), decisions.equal_opportunity_difference(), decisions.average_odds_difference()
    return aif360.__version__, time.perf_counter() - began


version, seconds = {"fairlearn": with_fairlearn, "aif360": with_aif360}[tool]()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"  {tool + ' ' + version:<34} {seconds:8.3f}   peak memory {peak} MB")
