"""Explains rows of a logistic model with lime, many seeds over, and writes the mean and spread of its weights.

Argument: a folder. Leaves data.csv (to draw from), rows.csv (explained), lime.csv (one line a row and column).
"""

import pathlib
import sys
from importlib.metadata import version

import numpy as np
import pandas as pd
from lime.lime_tabular import LimeTabularExplainer

OUT = pathlib.Path(sys.argv[1])
N, EXPLAINED, SEEDS = 500, 4, 12
JOBS = ["clerk", "cook", "smith"]

rng = np.random.default_rng(7)
data = pd.DataFrame(
    {
        "income": rng.normal(1000, 300, N).round(1),
        "debt": rng.exponential(200, N).round(2),
        "ratio": rng.beta(2, 5, N).round(4),
        "job": rng.choice(len(JOBS), N, p=[0.5, 0.3, 0.2]),
        "region": rng.choice(2, N),
    }
)


def probability(table):
    table = np.asarray(table, dtype=float)
    margin = (table[:, 0] - 1000) / 200 - table[:, 1] / 150 + 3 * table[:, 2]
    margin = margin + (table[:, 3] == 1) - 0.5 * (table[:, 3] == 2) - 0.7 * table[:, 4]
    return 1 / (1 + np.exp(-margin))


def both(table):
    p = probability(table)
    return np.column_stack([1 - p, p])


found = np.zeros((SEEDS, EXPLAINED, data.shape[1] + 2))
for seed in range(SEEDS):
    explainer = LimeTabularExplainer(data.to_numpy(), feature_names=list(data.columns), categorical_features=[3, 4], feature_selection="none", random_state=seed)
    for row in range(EXPLAINED):
        said = explainer.explain_instance(data.to_numpy()[row], both, num_features=5, num_samples=5000)
        for column, weight in said.local_exp[1]:
            found[seed, row, column] = weight
        found[seed, row, -2] = said.intercept[1]
        found[seed, row, -1] = said.score

names = [*data.columns, "intercept", "fidelity"]
lines = [
    {"row": row, "name": name, "mean": found[:, row, i].mean(), "spread": found[:, row, i].std(ddof=1)}
    for row in range(EXPLAINED)
    for i, name in enumerate(names)
]
texts = data.assign(job=[JOBS[j] for j in data.job], region=["north" if r == 0 else "south" for r in data.region])
texts.to_csv(OUT / "data.csv", index=False)
texts.head(EXPLAINED).to_csv(OUT / "rows.csv", index=False)
pd.DataFrame(lines).to_csv(OUT / "lime.csv", index=False)
print("seeds", SEEDS, "lime", version("lime"), "numpy", np.__version__)
