"""A model that MLflow's scoring server serves and that can prove what it is.

    mlflow.pyfunc.save_model("served", python_model=CountersignModel(),
                             artifacts={"model": "model.ubj"}, model_config={"version": "2026.11.1"})
    mlflow models serve -m served --env-manager local --port 8081

It answers one record per row: the probability of the favourable class, the version, and the SHA-256 of the very file
it answers from. A model of several classes answers the favourable one's column; a model of numbers answers "prediction"
instead of "probability". Countersign asks it golden rows before the first step, at each step and after a rollback.
"""

import hashlib
import math

import mlflow.pyfunc
import numpy
import pandas


class CountersignModel(mlflow.pyfunc.PythonModel):
    """An XGBoost file; for another library only the four lines marked (yours) differ."""

    def load_context(self, context):
        import xgboost  # (yours)

        path = context.artifacts["model"]
        with open(path, "rb") as file:
            self.digest = "sha256:" + hashlib.sha256(file.read()).hexdigest()
        self.version = context.model_config["version"]
        self.matrix = xgboost.DMatrix  # (yours)
        self.booster = xgboost.Booster(model_file=path)  # (yours)

    def predict(self, context, model_input, params=None):
        rows = numpy.column_stack([column(model_input, name) for name in self.booster.feature_names])
        matrix = self.matrix(rows, feature_names=self.booster.feature_names)
        probabilities = self.booster.predict(matrix)  # (yours)
        return pandas.DataFrame(
            {
                "probability": [float(probability) for probability in probabilities],
                "version": self.version,
                "digest": self.digest,
            }
        )


def column(rows, name):
    """An input named column=value that is no column itself is an indicator: 1 where the row holds the value, else 0."""
    if name in rows.columns:
        return pandas.to_numeric(rows[name]).astype(float).fillna(math.nan)
    of, value = name.split("=", 1)
    return (rows[of].astype(str) == value).astype(float)
