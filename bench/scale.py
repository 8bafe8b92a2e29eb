"""Fairlearn or AIF360 on the rows of bench/scale, in a process of its own: seconds and peak memory, and how many
times ours they are.

usage: scale.py fairlearn|aif360 FOLDER SECONDS

FOLDER/codes.csv holds sex, race, label and decision as numbers; reading it is not counted. FOLDER/seconds and
FOLDER/megabytes hold ours for the same rows. After SECONDS it is stopped: what it took and held is then more than printed.
"""

import os
import resource
import signal
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd

tool, folder, most = sys.argv[1:]
data = pd.read_csv(f"{folder}/codes.csv", names=["sex", "race", "y", "decided"], dtype="int8")
ours, megabytes = (float(open(f"{folder}/{name}").read()) for name in ("seconds", "megabytes"))


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




def report(name, seconds, stopped):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    more = "more than " if stopped else ""
    print(
        f"  {name:<20} {len(data):>9} rows: {more}{seconds:.3f} s, {more}{seconds / ours:.1f} times ours;"
        f" peak memory {more}{peak} MB, ours is {megabytes / peak:.3f} of it",
        flush=True,
    )


def stop(signal, frame):
    report(tool + ", stopped", float(most), True)
    os._exit(0)


signal.signal(signal.SIGALRM, stop)
signal.alarm(int(most))
version, seconds = {"fairlearn": with_fairlearn, "aif360": with_aif360}[tool]()
report(f"{tool} {version}", seconds, False)
