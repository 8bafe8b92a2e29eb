"""Repairs a table with AIF360: repair.py IN.csv OUT.csv LEVEL; IN has columns group (0, 1), x, z, label."""
import importlib.metadata
import sys

import pandas as pd
from aif360.algorithms.preprocessing import DisparateImpactRemover
from aif360.datasets import BinaryLabelDataset

table = pd.read_csv(sys.argv[1]).astype(float)
data = BinaryLabelDataset(df=table, label_names=["label"], protected_attribute_names=["group"])
remover = DisparateImpactRemover(repair_level=float(sys.argv[3]), sensitive_attribute="group")
repaired = remover.fit_transform(data)
pd.DataFrame(repaired.features, columns=repaired.feature_names)[["x", "z"]].to_csv(sys.argv[2], index=False)
print("aif360", importlib.metadata.version("aif360"), "BlackBoxAuditing", importlib.metadata.version("BlackBoxAuditing"))
