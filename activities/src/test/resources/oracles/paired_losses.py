"""What a release loses against what serves now on the same rows, by scipy: paired tests, and BCa bootstraps of whole rows.

usage: paired_losses.py ROWS OUT

ROWS has columns y, now, was (numbers), g, now_g, was_g (classes 0, 1, 2) and sex (f, m).
"""

import json
import sys

import numpy as np
import pandas as pd
import scipy
from scipy.stats import bootstrap, ttest_rel
from sklearn.metrics import balanced_accuracy_score, f1_score, mean_absolute_error, r2_score, root_mean_squared_error

rows = pd.read_csv(sys.argv[1])
y, now, was = rows.y.to_numpy(), rows.now.to_numpy(), rows.was.to_numpy()
g, now_g, was_g = rows.g.to_numpy(), rows.now_g.to_numpy(), rows.was_g.to_numpy()
women, men = np.flatnonzero(rows.sex == "f"), np.flatnonzero(rows.sex == "m")
random = np.random.default_rng(1)
losses = {}


def by_rows(name, loss, resamples=4000):
    found = bootstrap(
        (np.arange(len(rows)),), loss, n_resamples=resamples, vectorized=False, method="BCa", rng=random
    ).confidence_interval
    losses[name] = {"value": float(loss(np.arange(len(rows)))), "low": found.low, "high": found.high}


def by_group(name, loss, resamples=4000):
    found = bootstrap((women, men), loss, n_resamples=resamples, vectorized=False, method="BCa", rng=random)
    found = found.confidence_interval
    losses[name] = {"value": float(loss(women, men)), "low": found.low, "high": found.high}


def impact(said, f, m):
    ratio = np.mean(said[f] == 0) / np.mean(said[m] == 0)
    return 1 - min(ratio, 1 / ratio)


def apart(said, f, m):
    return max(abs(np.mean(said[f] == c) - np.mean(said[m] == c)) for c in range(3))


def bias(said, f, m):
    return abs(np.mean(said[f] - y[f]) - np.mean(said[m] - y[m]))


by_rows("mean-absolute-error", lambda i: np.mean(np.abs(now[i] - y[i])) - np.mean(np.abs(was[i] - y[i])))
losses["mean-absolute-error"]["p"] = float(ttest_rel(np.abs(now - y), np.abs(was - y)).pvalue)
by_rows(
    "root-mean-squared-error", lambda i: np.sqrt(np.mean((now[i] - y[i]) ** 2)) - np.sqrt(np.mean((was[i] - y[i]) ** 2))
)
by_rows(
    "r-squared", lambda i: np.sum((now[i] - y[i]) ** 2 - (was[i] - y[i]) ** 2) / np.sum((y[i] - np.mean(y[i])) ** 2)
)
by_group("mean-error-difference", lambda f, m: bias(now, f, m) - bias(was, f, m))
by_group("class-rate-difference", lambda f, m: apart(now_g, f, m) - apart(was_g, f, m))
by_group("disparate-impact", lambda f, m: impact(now_g, f, m) - impact(was_g, f, m))


def macro(table):
    return np.mean(2 * np.diag(table) / (table.sum(axis=0) + table.sum(axis=1)))


def confusion(i, said):
    return np.bincount(3 * g[i] + said[i], minlength=9).reshape(3, 3)


def recall(table):
    return np.mean(np.diag(table) / table.sum(axis=1))


by_rows("f1", lambda i: macro(confusion(i, was_g)) - macro(confusion(i, now_g)))
by_rows("balanced-accuracy", lambda i: recall(confusion(i, was_g)) - recall(confusion(i, now_g)))

agree = {
    "mean-absolute-error": mean_absolute_error(y, now) - mean_absolute_error(y, was),
    "root-mean-squared-error": root_mean_squared_error(y, now) - root_mean_squared_error(y, was),
    "r-squared": r2_score(y, was) - r2_score(y, now),
    "f1": f1_score(g, was_g, average="macro") - f1_score(g, now_g, average="macro"),
    "balanced-accuracy": balanced_accuracy_score(g, was_g) - balanced_accuracy_score(g, now_g),
}
for name, value in agree.items():
    assert abs(value - losses[name]["value"]) < 1e-12, name

with open(sys.argv[2], "w") as out:
    json.dump(losses, out)
print("scipy", scipy.__version__)
