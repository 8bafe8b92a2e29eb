"""Trains small models with other people's libraries, and writes what those say of them.

One folder a case: case.json (how to open it), rows.csv, predictions.csv, shap.csv (last column the base),
and interactions.csv where the library gives them.
"""

import json
import pathlib
import sys

import lightgbm
import numpy as np
import pandas as pd
import shap
import skl2onnx
import xgboost
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import ExtraTreesClassifier, GradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline

OUT = pathlib.Path(sys.argv[1])
SEED = int(sys.argv[2])
N, EXPLAINED, BACKGROUND = 600, 40, 30


def applications(rng, missing):
    """Numbers, whole numbers and two kinds of category."""
    rows = pd.DataFrame(
        {
            "income": rng.normal(1000, 300, N).round(2),
            "debt": rng.exponential(200, N).round(1),
            "age": rng.integers(18, 75, N),
            "children": rng.integers(0, 5, N),
            "job": pd.Categorical(rng.choice(["cook", "clerk", "smith", "nurse", "maitre d'hotel"], N)),
            "region": pd.Categorical(rng.choice([3, 5, 9, 12, 40], N)),
        }
    )
    margin = (
        (rows.income - rows.debt - 800) / 250
        + (rows.job == "cook") * 1.5
        - (rows.region == 5) * 1.2
        + (rows.age > 40) * (rows.children - 1.5) * 0.4
    )
    label = (margin + rng.logistic(0, 0.6, N) > 0).astype(int)
    if missing:
        for column in ["income", "age", "job"]:
            rows[column] = rows[column].where(rng.random(N) > 0.1)
    return rows, label.to_numpy()


def save(name, form, rows, order, space, predictions, values, base, interactions=None):
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    rows.to_csv(folder / "rows.csv", index=False)
    pd.DataFrame({"p": predictions}).to_csv(folder / "predictions.csv", index=False)
    base = np.broadcast_to(base, (EXPLAINED,))
    table = pd.DataFrame(np.column_stack([values[:EXPLAINED], base]), columns=[*order, "base"])
    table.to_csv(folder / "shap.csv", index=False)
    if interactions is not None:
        flat = interactions[:EXPLAINED].reshape(EXPLAINED, -1)
        pd.DataFrame(flat, columns=[f"i{i}" for i in range(flat.shape[1])]).to_csv(folder / "interactions.csv", index=False)
    case = {"format": form, "order": order, "space": space, "explained": EXPLAINED, "background": BACKGROUND}
    (folder / "case.json").write_text(json.dumps(case))
    return folder


def xgboost_case(name, rng, parameters, rounds, missing):
    rows, label = applications(rng, missing)
    data = xgboost.DMatrix(rows, label=label, enable_categorical=True)
    booster = xgboost.train({"objective": "binary:logistic", "nthread": 1, "seed": SEED, **parameters}, data, rounds)
    values = booster.predict(data, pred_contribs=True)
    pairs = booster.predict(data, pred_interactions=True)[:, :-1, :-1] if "rate_drop" not in parameters else None
    folder = save(name, "XGBOOST", rows, list(rows.columns), "margin", booster.predict(data), values[:, :-1], values[0, -1], pairs)
    booster.save_model(folder / "model.ubj")
    (folder / "model.ubj").rename(folder / "model")


def lightgbm_case(name, rng, parameters, rounds, missing):
    rows, label = applications(rng, missing)
    parameters = {"objective": "binary", "verbose": -1, "num_threads": 1, "seed": SEED, "deterministic": True, **parameters}
    booster = lightgbm.train(parameters, lightgbm.Dataset(rows, label=label), rounds)
    values = booster.predict(rows, pred_contrib=True)
    if parameters.get("boosting") == "rf":
        values /= booster.num_trees()  # LightGBM averages a forest's predictions, but not its contributions
    folder = save(name, "LIGHTGBM", rows, list(rows.columns), "margin", booster.predict(rows), values[:, :-1], values[0, -1])
    booster.save_model(folder / "model")


def sklearn_case(name, rng, model, space):
    rows, label = applications(rng, False)
    rows = rows.drop(columns=["job", "region"]).round(0).astype(np.float32)
    model.fit(rows.to_numpy(), label)
    explainer = shap.TreeExplainer(model, rows.to_numpy()[:BACKGROUND], feature_perturbation="interventional")
    values = explainer.shap_values(rows.to_numpy()[:EXPLAINED], check_additivity=False)
    base = np.ravel(explainer.expected_value)[-1]
    values = values[..., 1] if values.ndim == 3 else values
    options = {id(model): {"zipmap": rng.integers(2) == 0}}
    onnx = skl2onnx.to_onnx(model, initial_types=[("X", FloatTensorType([None, rows.shape[1]]))], options=options, target_opset={"": 17, "ai.onnx.ml": 3})
    predictions = model.predict_proba(rows.to_numpy())[:, 1]
    folder = save(name, "ONNX", rows, list(rows.columns), space, predictions, values, base)
    (folder / "model").write_bytes(onnx.SerializeToString())


def with_missing(name, rng, learn):
    """A forest and rows with missing values: learned from whole rows, from all, or from all behind an imputer. Files, no case."""
    rows, label = applications(rng, True)
    rows = rows.drop(columns=["job", "region"]).round(0).astype(np.float32)
    model = RandomForestClassifier(20, max_depth=6, random_state=SEED)
    known = rows.notna().all(axis=1).to_numpy() | (learn != "whole")
    if learn == "imputed":
        model = make_pipeline(SimpleImputer(strategy="median"), model)
    model.fit(rows.to_numpy()[known], label[known])
    onnx = skl2onnx.to_onnx(model, initial_types=[("X", FloatTensorType([None, rows.shape[1]]))], options={id(model): {"zipmap": False}}, target_opset={"": 17, "ai.onnx.ml": 3})
    (OUT / f"{name}.onnx").write_bytes(onnx.SerializeToString())
    rows.assign(p=model.predict_proba(rows.to_numpy())[:, 1]).to_csv(OUT / f"{name}.csv", index=False)


def with_covers(onnx, trees):
    """skl2onnx writes 1 for every node; the training weights are in scikit-learn's trees."""
    for node in onnx.graph.node:
        lists = {a.name: a for a in node.attribute}
        if "nodes_hitrates" in lists:
            places = zip(lists["nodes_treeids"].ints, lists["nodes_nodeids"].ints)
            lists["nodes_hitrates"].floats[:] = [trees[tree].tree_.weighted_n_node_samples[at] for tree, at in places]


def random_forest(name, rng):
    """A forest of random shape whose path-dependent values shap itself computes."""
    count, width = int(rng.integers(200, 900)), int(rng.integers(2, 12))
    rows = rng.normal(size=(count, width)).astype(np.float32).round(int(rng.integers(0, 4)))
    label = (rows[:, 0] * rows[:, -1] + rows.sum(axis=1) / width + rng.normal(0, 0.5, count) > 0).astype(int)
    kind = RandomForestClassifier if rng.random() < 0.5 else ExtraTreesClassifier
    model = kind(int(rng.integers(1, 25)), max_depth=int(rng.integers(1, 12)), random_state=SEED).fit(rows, label)
    explainer = shap.TreeExplainer(model, feature_perturbation="tree_path_dependent")
    values = explainer.shap_values(rows[:EXPLAINED], check_additivity=False)[..., 1]
    pairs = explainer.shap_interaction_values(rows[:EXPLAINED])[..., 1]
    base = np.ravel(explainer.expected_value)[-1]
    onnx = skl2onnx.to_onnx(model, initial_types=[("X", FloatTensorType([None, width]))], options={id(model): {"zipmap": False}}, target_opset={"": 17, "ai.onnx.ml": 3})
    with_covers(onnx, model.estimators_)
    table = pd.DataFrame(rows, columns=[f"c{i}" for i in range(width)])
    folder = save(name, "ONNX", table, list(table.columns), "probability", model.predict_proba(rows)[:, 1], values, base, pairs)
    (folder / "model").write_bytes(onnx.SerializeToString())


def random_boosted(rng, at):
    """Boosted trees of random shape, with and without missing values, every way of splitting categories."""
    xgboost_case(
        f"random-xgboost-{at}",
        rng,
        {
            "max_depth": int(rng.integers(1, 9)),
            "max_cat_to_onehot": int(rng.integers(1, 12)),
            "eta": float(rng.uniform(0.05, 1)),
            "min_child_weight": float(rng.uniform(0, 3)),
            "max_bin": int(rng.integers(4, 256)),
        },
        int(rng.integers(1, 30)),
        bool(rng.random() < 0.7),
    )
    lightgbm_case(
        f"random-lightgbm-{at}",
        rng,
        {
            "num_leaves": int(rng.integers(2, 40)),
            "max_cat_to_onehot": int(rng.integers(1, 12)),
            "min_data_per_group": int(rng.integers(1, 60)),
            "cat_smooth": float(rng.uniform(0, 10)),
            "zero_as_missing": bool(rng.random() < 0.3),
            "use_missing": bool(rng.random() < 0.8),
            "learning_rate": float(rng.uniform(0.05, 1)),
            "min_data_in_leaf": int(rng.integers(1, 40)),
        },
        int(rng.integers(1, 30)),
        bool(rng.random() < 0.7),
    )


def main():
    rng = np.random.default_rng(SEED)
    for at in range(6):
        random_boosted(rng, at)
        random_forest(f"random-forest-{at}", rng)
    xgboost_case("xgboost-hist", rng, {"max_depth": 5, "max_cat_to_onehot": 3}, 25, True)
    xgboost_case("xgboost-onehot", rng, {"max_depth": 3, "max_cat_to_onehot": 10, "eta": 0.7}, 15, True)
    xgboost_case("xgboost-lossguide", rng, {"max_depth": 0, "grow_policy": "lossguide", "max_leaves": 40}, 10, False)
    xgboost_case("xgboost-forest", rng, {"num_parallel_tree": 8, "subsample": 0.7, "colsample_bynode": 0.6, "eta": 1}, 1, True)
    xgboost_case("xgboost-dart", rng, {"booster": "dart", "rate_drop": 0.3, "max_depth": 4}, 12, True)
    lightgbm_case("lightgbm-categories", rng, {"num_leaves": 20, "min_data_per_group": 5, "cat_smooth": 1}, 25, True)
    lightgbm_case("lightgbm-onehot", rng, {"num_leaves": 10, "max_cat_to_onehot": 10}, 20, True)
    lightgbm_case("lightgbm-zero-as-missing", rng, {"zero_as_missing": True, "num_leaves": 12}, 20, True)
    lightgbm_case("lightgbm-no-missing", rng, {"use_missing": False, "num_leaves": 12}, 20, True)
    lightgbm_case("lightgbm-forest", rng, {"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.6, "num_leaves": 16}, 15, False)
    lightgbm_case("lightgbm-steep", rng, {"sigmoid": 1.7, "num_leaves": 8}, 15, False)
    sklearn_case("sklearn-forest", rng, RandomForestClassifier(30, max_depth=7, random_state=SEED), "probability")
    sklearn_case("sklearn-extra-trees", rng, ExtraTreesClassifier(20, max_depth=9, random_state=SEED), "probability")
    sklearn_case("sklearn-boosting", rng, GradientBoostingClassifier(n_estimators=30, max_depth=3, random_state=SEED), "margin")
    with_missing("forest-of-whole-rows", rng, "whole")
    with_missing("forest-of-all-rows", rng, "all")
    with_missing("forest-behind-imputer", rng, "imputed")
    versions = {m.__name__: m.__version__ for m in (xgboost, lightgbm, shap, skl2onnx, np)}
    print("seed", SEED, *(f"{name} {version}" for name, version in versions.items()))


main()
