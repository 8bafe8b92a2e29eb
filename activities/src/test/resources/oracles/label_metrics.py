"""Says what AIF360 measures on a table's labels, and how it weighs its rows.

usage: label_metrics.py OUT TABLE LABEL FAVOURABLE COLUMN=REFERENCE... [-- TABLE LABEL FAVOURABLE COLUMN=REFERENCE...]...

COLUMN=>N cuts a column of numbers into the bands <=N and >N. Besides the columns, all of them together are looked at.

Writes OUT, a list of groups: the table, the columns and the group, joined by " & ", the group's name by column, the
disparate impact and the statistical parity difference against the reference, and the weights of either label.
"""

import importlib.metadata
import itertools
import json
import sys
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd
from aif360.algorithms.preprocessing import Reweighing
from aif360.datasets import BinaryLabelDataset
from aif360.metrics import BinaryLabelDatasetMetric


def tables(arguments):
    for last, chunk in itertools.groupby(arguments, lambda argument: argument == "--"):
        if not last:
            yield list(chunk)


def groups_of(table, column, reference):
    if not reference.startswith(">"):
        return table[column]
    boundary = float(reference[1:])
    return pd.Series(np.where(table[column].astype(float) > boundary, reference, f"<={boundary:g}"))


def dataset(in_group, favourable):
    frame = pd.DataFrame({"group": in_group.astype(float), "label": favourable.astype(float)})
    return BinaryLabelDataset(df=frame, label_names=["label"], protected_attribute_names=["group"])


JOINED = " & "
SIDES = {"unprivileged_groups": [{"group": 0}], "privileged_groups": [{"group": 1}]}


def against(keys, group, reference, favourable):
    """The group against the reference, on the rows of the two."""
    if group == reference:
        return None, None
    rows = ((keys == group) | (keys == reference)).to_numpy()
    metric = BinaryLabelDatasetMetric(dataset((keys == reference).to_numpy()[rows], favourable[rows]), **SIDES)
    return metric.disparate_impact(), metric.statistical_parity_difference()


def weights(keys, group, favourable):
    """The group's weights, with all others as the other side: they hang on its own counts and the totals alone."""
    weighed = Reweighing(**SIDES).fit_transform(dataset((keys == group).to_numpy(), favourable))
    own = (keys == group).to_numpy()
    found = {bool(label): weight for label, weight in zip(favourable[own], weighed.instance_weights[own])}
    return found.get(True), found.get(False)


def measured(source, label, favourable, *pairs):
    table = pd.read_csv(source, dtype=str, keep_default_na=False)
    columns = dict(pair.split("=", 1) for pair in pairs)
    favoured = (table[label] == favourable).to_numpy()
    single = {column: groups_of(table, column, reference) for column, reference in columns.items()}
    for names in dict.fromkeys([*((column,) for column in columns), tuple(columns)]):
        keys = pd.Series(map(JOINED.join, zip(*(single[name] for name in names))))
        reference = JOINED.join(columns[name] for name in names)
        for group in sorted(set(keys)):
            ratio, difference = against(keys, group, reference, favoured)
            of_favourable, of_others = weights(keys, group, favoured)
            yield {
                "table": source, "attributes": JOINED.join(names), "group": group, "parts": group.split(JOINED),
                "reference": group == reference, "ratio": ratio, "difference": difference,
                "favourable": of_favourable, "unfavourable": of_others}


out, *rest = sys.argv[1:]
with open(out, "w") as file:
    json.dump([group for table in tables(rest) for group in measured(*table)], file)
print("aif360", importlib.metadata.version("aif360"))
