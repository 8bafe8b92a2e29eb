"""Trains a pipeline over numbers and texts, saves it as MLflow saves models, and writes what it predicts.

Arguments: a folder, a seed. Leaves model/ (answers probabilities), labels/ (answers labels), rows.csv, loans.csv, predictions.csv.
"""

import pathlib
import sys

import mlflow
import mlflow.sklearn
import numpy as np
import pandas as pd
import sklearn
from mlflow.models import infer_signature
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

OUT = pathlib.Path(sys.argv[1])
SEED = int(sys.argv[2])
N = 400

rng = np.random.default_rng(SEED)
rows = pd.DataFrame(
    {
        "income": rng.normal(1000, 300, N).round(2),
        "age": rng.integers(18, 75, N).astype(float),
        "job": rng.choice(["cook", "clerk", "maitre d'hôtel"], N),
    }
)
rows.loc[rng.random(N) < 0.1, "income"] = np.nan
margin = (rows.income.fillna(900) - 1000) / 200 + (rows.job == "cook") - (rows.age < 30)
label = (margin + rng.logistic(0, 0.6, N) > 0).astype(int)
numbers = make_pipeline(SimpleImputer(), StandardScaler())
columns = ColumnTransformer([("n", numbers, ["income", "age"]), ("t", OneHotEncoder(handle_unknown="ignore"), ["job"])])
pipeline = make_pipeline(columns, LogisticRegression()).fit(rows, label)
probabilities = pipeline.predict_proba(rows)
for name, function in (("model", "predict_proba"), ("labels", "predict")):
    answers = getattr(pipeline, function)(rows)
    mlflow.sklearn.save_model(
        pipeline,
        OUT / name,
        signature=infer_signature(rows, answers),
        pyfunc_predict_fn=function,
        serialization_format="cloudpickle",
        pip_requirements=[],
    )
rows.to_csv(OUT / "rows.csv", index=False)
loans = rows.assign(id=[f"L{i:04d}" for i in range(N)], paid=np.where(label == 1, "yes", "no"), sex=rng.choice(["f", "m"], N))
loans.to_csv(OUT / "loans.csv", index=False)
pd.DataFrame({"p": probabilities[:, 1]}).to_csv(OUT / "predictions.csv", index=False)
print("seed", SEED, "mlflow", mlflow.__version__, "scikit-learn", sklearn.__version__)
