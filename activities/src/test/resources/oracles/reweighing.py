"""Weighs a table with AIF360: reweighing.py IN.csv OUT.csv LABEL FAVOURABLE COLUMN REFERENCE."""
import importlib.metadata
import sys

import pandas as pd
from aif360.algorithms.preprocessing import Reweighing
from aif360.datasets import BinaryLabelDataset

source, out, label, favourable, column, reference = sys.argv[1:]
table = pd.read_csv(source, dtype=str, keep_default_na=False)
frame = pd.DataFrame({
    "group": (table[column] == reference).astype(float), "label": (table[label] == favourable).astype(float)})
data = BinaryLabelDataset(df=frame, label_names=["label"], protected_attribute_names=["group"])
weighed = Reweighing(unprivileged_groups=[{"group": 0}], privileged_groups=[{"group": 1}]).fit_transform(data)
frame["weight"] = weighed.instance_weights
frame.drop_duplicates().to_csv(out, index=False)
print("aif360", importlib.metadata.version("aif360"))
