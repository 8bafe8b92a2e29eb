"""Trains models of several classes and of numbers, and says what they predict and how well.

usage: task_models.py FOLDER SEED

Writes FOLDER/rows.csv, one model file a case, FOLDER/predictions.csv with what each library predicts of the evaluation
rows, and FOLDER/metrics.json with what scikit-learn and Fairlearn measure.
"""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

import fairlearn
import lightgbm
import numpy as np
import pandas as pd
import skl2onnx
import sklearn
import xgboost
from fairlearn.metrics import (
    MetricFrame,
    demographic_parity_difference,
    demographic_parity_ratio,
    equalized_odds_difference,
)
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    brier_score_loss,
    f1_score,
    log_loss,
    mean_absolute_error,
    mean_squared_error,
    r2_score,
    recall_score,
    roc_auc_score,
)

folder, seed = sys.argv[1], int(sys.argv[2])
random = np.random.default_rng(seed)
n = 1200
woman = random.random(n) < 0.45
x = np.column_stack([np.round(random.normal(size=n) * 8) / 8 for _ in range(4)])
x[:, 0] -= 0.5 * woman
amount = np.round(2000 + 700 * x[:, 0] - 300 * x[:, 1] ** 2 + 200 * x[:, 2] + 300 * random.normal(size=n), 2)
cut = np.quantile(amount, [0.35, 0.7])
grade = np.where(amount > cut[1], "a", np.where(amount > cut[0], "b", "c"))
rows = pd.DataFrame(x, columns=["x1", "x2", "x3", "x4"])
rows["sex"] = np.where(woman, "f", "m")
rows["grade"], rows["amount"] = grade, amount
rows["part"] = np.where(random.random(n) < 0.6, "learn", "judge")
with_gaps = rows.copy()
with_gaps.loc[random.random(n) < 0.1, "x4"] = np.nan
features = ["x1", "x2", "x3", "x4"]
rows.to_csv(f"{folder}/whole.csv", index=False)
with_gaps.to_csv(f"{folder}/gaps.csv", index=False)

predictions, metrics = {}, {}


def parts(table):
    learn, judge = table[table.part == "learn"], table[table.part == "judge"]
    return learn, judge


def classes(name, order, judge, probabilities):
    for place, of in enumerate(order):
        predictions[f"{name} {of}"] = probabilities[:, place]
    said = np.array(order)[probabilities.argmax(axis=1)]
    true, good = judge.grade.to_numpy(), probabilities[:, order.index("a")]
    by = {"sensitive_features": judge.sex}
    rates = {c: MetricFrame(metrics=lambda t, p: np.mean(p), y_true=true == c, y_pred=said == c, **by) for c in order}
    recalls = {
        c: MetricFrame(metrics=lambda t, p: recall_score(t, p), y_true=true == c, y_pred=said == c, **by) for c in order
    }
    at = np.searchsorted(sorted(order), true)
    sorted_probabilities = probabilities[:, [order.index(c) for c in sorted(order)]].astype(float)
    metrics[name] = {
        "accuracy": accuracy_score(true, said),
        "balanced-accuracy": balanced_accuracy_score(true, said),
        "f1": f1_score(true, said, average="macro"),
        "log-loss": -np.mean(np.log(np.clip(sorted_probabilities[np.arange(len(at)), at], 1e-15, 1 - 1e-15))),
        "roc-auc": roc_auc_score(true == "a", good),
        "brier-score": brier_score_loss(true == "a", good),
        "disparate-impact f": np.mean(said[judge.sex == "f"] == "a") / np.mean(said[judge.sex == "m"] == "a"),
        "demographic parity ratio": demographic_parity_ratio(true == "a", said == "a", **by),
        "|statistical-parity-difference f|": demographic_parity_difference(true == "a", said == "a", **by),
        "equalized-odds-difference f": equalized_odds_difference(true == "a", said == "a", **by),
        "class-rate-difference f": max(rates[c].difference() for c in order),
        "class-recall-difference f": max(recalls[c].difference() for c in order),
    }
    ours = log_loss(true, sorted_probabilities, labels=sorted(order))
    assert abs(ours - metrics[name]["log-loss"]) < 1e-5


def numbers(name, judge, said):
    predictions[f"{name} amount"] = said
    true, by = judge.amount.to_numpy(), {"sensitive_features": judge.sex}
    error = MetricFrame(metrics=lambda t, p: np.mean(p - t), y_true=true, y_pred=said, **by).by_group
    absolute = MetricFrame(metrics=mean_absolute_error, y_true=true, y_pred=said, **by).by_group
    mean = MetricFrame(metrics=lambda t, p: np.mean(p), y_true=true, y_pred=said, **by).by_group
    metrics[name] = {
        "mean-absolute-error": mean_absolute_error(true, said),
        "root-mean-squared-error": np.sqrt(mean_squared_error(true, said)),
        "r-squared": r2_score(true, said),
        "mean-error": np.mean(said - true),
        "accuracy": accuracy_score(true >= 2000, said >= 2000),
        "roc-auc": roc_auc_score(true >= 2000, said),
        "mean-error-difference f": error["f"] - error["m"],
        "mean-absolute-error-difference f": absolute["f"] - absolute["m"],
        "mean-prediction-difference f": mean["f"] - mean["m"],
        "|statistical-parity-difference f|": demographic_parity_difference(true >= 2000, said >= 2000, **by),
        "equalized-odds-difference f": equalized_odds_difference(true >= 2000, said >= 2000, **by),
    }


# XGBoost and LightGBM, rows with missing values; classes in an order that is not the alphabet's
learn, judge = parts(with_gaps)
order = ["b", "c", "a"]
codes = learn.grade.map(order.index)
for objective in ["multi:softprob", "multi:softmax"]:
    name = "xgboost-" + objective[6:]
    booster = xgboost.train(
        {"objective": objective, "num_class": 3, "max_depth": 4, "eta": 0.3, "seed": seed},
        xgboost.DMatrix(learn[features], codes, weight=1 + (learn.sex == "f")),
        25,
    )
    booster.save_model(f"{folder}/{name}.ubj")
    margins = booster.predict(xgboost.DMatrix(judge[features]), output_margin=True)
    own = np.exp(margins - margins.max(axis=1, keepdims=True))
    own /= own.sum(axis=1, keepdims=True)
    if objective == "multi:softprob":
        own = booster.predict(xgboost.DMatrix(judge[features]))
    classes(name, order, judge, own)
for boosting in ["gbdt", "rf"]:
    name = "lightgbm-" + boosting
    model = lightgbm.train(
        {
            "objective": "multiclass",
            "num_class": 3,
            "boosting": boosting,
            "bagging_freq": 1,
            "bagging_fraction": 0.7,
            "verbosity": -1,
            "seed": seed,
        },
        lightgbm.Dataset(learn[features], codes),
        20,
    )
    model.save_model(f"{folder}/{name}.txt")
    classes(name, order, judge, model.predict(judge[features]))
for objective in ["reg:squarederror", "reg:absoluteerror"]:
    name = "xgboost-" + objective[4:]
    booster = xgboost.train(
        {"objective": objective, "max_depth": 4, "seed": seed}, xgboost.DMatrix(learn[features], learn.amount), 25
    )
    booster.save_model(f"{folder}/{name}.ubj")
    numbers(name, judge, booster.predict(xgboost.DMatrix(judge[features])).astype(float))
for objective in ["regression", "regression_l1"]:
    name = "lightgbm-" + objective
    model = lightgbm.train(
        {"objective": objective, "verbosity": -1, "seed": seed}, lightgbm.Dataset(learn[features], learn.amount), 20
    )
    model.save_model(f"{folder}/{name}.txt")
    numbers(name, judge, model.predict(judge[features]))

# ONNX of scikit-learn, rows without missing values
learn, judge = parts(rows)
narrow = [("X", FloatTensorType([None, 4]))]
learnt, judged = learn[features].to_numpy(np.float32), judge[features].to_numpy(np.float32)
for name, model, options in [
    ("onnx-forest", RandomForestClassifier(40, max_depth=6, random_state=seed), {"zipmap": False}),
    ("onnx-logistic", LogisticRegression(), {}),
]:
    model.fit(learnt, learn.grade)
    exported = skl2onnx.convert_sklearn(model, initial_types=narrow, options={id(model): options} if options else None)
    open(f"{folder}/{name}.onnx", "wb").write(exported.SerializeToString())
    classes(name, list(model.classes_), judge, model.predict_proba(judged))
for name, model in [
    ("onnx-forest-amount", RandomForestRegressor(40, max_depth=6, random_state=seed)),
    ("onnx-linear-amount", LinearRegression()),
]:
    model.fit(learnt, learn.amount)
    exported = skl2onnx.convert_sklearn(model, initial_types=narrow)
    open(f"{folder}/{name}.onnx", "wb").write(exported.SerializeToString())
    numbers(name, judge, model.predict(judged).astype(float))

pd.DataFrame(predictions).to_csv(f"{folder}/predictions.csv", index=False)
json.dump(metrics, open(f"{folder}/metrics.json", "w"), default=float)
print(
    "xgboost", xgboost.__version__, "lightgbm", lightgbm.__version__, "scikit-learn", sklearn.__version__,
    "skl2onnx", skl2onnx.__version__, "fairlearn", fairlearn.__version__,
)
