"""The other side of the comparison: trains the models, then explains on demand and says how long it took.

    explanations.py train FOLDER         leaves models, rows and background
    explanations.py serve FOLDER CORES   reads names of measurements from its input, one a line; answers seconds and a file of values
"""

import json
import os
import pathlib
import platform
import sys
import time
from importlib.metadata import version
from multiprocessing import get_context

FOLDER = pathlib.Path(sys.argv[2])
FEATURES, TRAINED, BACKGROUND = 20, 4000, 100
FOREST_ROWS, INTERVENTIONAL_ROWS, BOOSTED_ROWS, KERNEL_ROWS, LIME_ROWS = 1000, 200, 2000, 10, 10
SMALL = 13  # features of the linear model that KernelSHAP and LIME explain

import numpy as np  # noqa: E402


def names(count):
    return [f"c{i:02d}" for i in range(count)]


def train():
    import lightgbm
    import pandas as pd
    import skl2onnx
    import xgboost
    from skl2onnx.common.data_types import FloatTensorType
    from sklearn.ensemble import RandomForestRegressor

    rng = np.random.default_rng(1)
    rows = rng.normal(size=(TRAINED, FEATURES)).astype(np.float32).round(3)
    margin = rows[:, 0] + rows[:, 1] * rows[:, 2] - 0.7 * np.abs(rows[:, 3]) + 0.5 * rows[:, 4:9].sum(axis=1)
    label = (margin + rng.logistic(size=TRAINED) > 0).astype(int)
    pd.DataFrame(rows, columns=names(FEATURES)).to_csv(FOLDER / "rows.csv", index=False)

    # one output, so that both sides explain one number a row
    forest = RandomForestRegressor(100, max_depth=8, random_state=1).fit(rows, label)
    onnx = skl2onnx.to_onnx(forest, initial_types=[("X", FloatTensorType([None, FEATURES]))], target_opset={"": 17, "ai.onnx.ml": 3})
    for node in onnx.graph.node:
        lists = {a.name: a for a in node.attribute}
        if "nodes_hitrates" in lists:
            covers = [
                forest.estimators_[tree].tree_.weighted_n_node_samples[at]
                for tree, at in zip(lists["nodes_treeids"].ints, lists["nodes_nodeids"].ints)
            ]
            lists["nodes_hitrates"].floats[:] = covers
    (FOLDER / "forest.onnx").write_bytes(onnx.SerializeToString())
    import joblib

    joblib.dump(forest, FOLDER / "forest.joblib")
    xgboost.train(
        {"objective": "binary:logistic", "max_depth": 6, "eta": 0.1, "nthread": 1, "seed": 1},
        xgboost.DMatrix(rows, label=label, feature_names=names(FEATURES)),
        200,
    ).save_model(FOLDER / "xgboost.ubj")
    lightgbm.train(
        {"objective": "binary", "num_leaves": 63, "max_depth": 6, "learning_rate": 0.1, "num_threads": 1, "seed": 1, "verbose": -1},
        lightgbm.Dataset(rows, label=label, feature_name=names(FEATURES)),
        200,
    ).save_model(FOLDER / "lightgbm.txt")
    weights = rng.normal(size=SMALL).round(3)
    (FOLDER / "linear.json").write_text(json.dumps({name: float(w) for name, w in zip(names(SMALL), weights)}))


class Measurements:
    """Everything that does not depend on the rows explained is made ready here, and is not timed."""

    def __init__(self, cores):
        import joblib
        import lightgbm
        import pandas as pd
        import shap
        import xgboost
        from lime.lime_tabular import LimeTabularExplainer

        self.cores = cores
        self.rows = pd.read_csv(FOLDER / "rows.csv").to_numpy(dtype=np.float32)
        forest = joblib.load(FOLDER / "forest.joblib")
        self.path_dependent = shap.TreeExplainer(forest, feature_perturbation="tree_path_dependent")
        self.over_background = shap.TreeExplainer(forest, self.rows[:BACKGROUND], feature_perturbation="interventional")
        self.xgboost = xgboost.Booster({"nthread": cores}, model_file=str(FOLDER / "xgboost.ubj"))
        self.matrix = xgboost.DMatrix(self.rows[:BOOSTED_ROWS], feature_names=names(FEATURES), nthread=cores)
        self.lightgbm = lightgbm.Booster(model_file=str(FOLDER / "lightgbm.txt"))
        self.small = self.rows[:, :SMALL].astype(float)
        weights = np.array(list(json.loads((FOLDER / "linear.json").read_text()).values()))
        self.linear = lambda x: 1 / (1 + np.exp(-(np.asarray(x, dtype=float) @ weights)))
        self.kernel_shap = shap.KernelExplainer(self.linear, self.small[:BACKGROUND])
        self.lime_explainer = LimeTabularExplainer(self.small, feature_names=names(SMALL), feature_selection="none", random_state=1)
        self.pool = get_context("fork").Pool(cores, initializer=keep, initargs=(self,)) if cores > 1 else None

    def split(self, method, rows):
        """shap and lime know one core; on several they get one process each, made before the clock starts."""
        if self.pool is None:
            return call((method, rows))
        return np.concatenate(self.pool.map(call, [(method, part) for part in np.array_split(rows, self.cores)]))

    def forest(self):
        return self.split("shap_path_dependent", np.arange(FOREST_ROWS))

    def interventional(self):
        return self.split("shap_interventional", BACKGROUND + np.arange(INTERVENTIONAL_ROWS))

    def xgboost_own(self):
        return self.xgboost.predict(self.matrix, pred_contribs=True)[:, :-1]

    def lightgbm_own(self):
        return self.lightgbm.predict(self.rows[:BOOSTED_ROWS], pred_contrib=True, num_threads=self.cores)[:, :-1]

    def kernel(self):
        return self.split("shap_kernel", BACKGROUND + np.arange(KERNEL_ROWS))

    def lime(self):
        return self.split("lime_weights", np.arange(LIME_ROWS))

    def shap_path_dependent(self, rows):
        return self.path_dependent.shap_values(self.rows[rows], check_additivity=False)

    def shap_interventional(self, rows):
        return self.over_background.shap_values(self.rows[rows], check_additivity=False)

    def shap_kernel(self, rows):
        return self.kernel_shap.shap_values(self.small[rows], silent=True, nsamples=2 * SMALL + 2048, l1_reg=False)

    def lime_weights(self, rows):
        out = np.zeros((len(rows), SMALL))
        for i, row in enumerate(rows):
            said = self.lime_explainer.explain_instance(self.small[row], self.both, num_features=SMALL, num_samples=5000)
            for column, weight in said.local_exp[1]:
                out[i, column] = weight
        return out

    def both(self, table):
        p = self.linear(table)
        return np.column_stack([1 - p, p])


def keep(measurements):
    global KEPT
    KEPT = measurements


def call(task):
    method, rows = task
    return getattr(KEPT, method)(rows)


def serve(cores):
    measurements = Measurements(cores)
    keep(measurements)
    packages = ("shap", "lime", "xgboost-cpu", "lightgbm", "scikit-learn", "numpy")
    print("Python", platform.python_version(), *(f"{p} {version(p)}" for p in packages), flush=True)
    for line in sys.stdin:
        name = line.strip()
        start, busy = time.perf_counter(), time.process_time()
        values = getattr(measurements, name)()
        seconds, busy = time.perf_counter() - start, time.process_time() - busy
        np.savetxt(FOLDER / f"{name}.csv", np.asarray(values).reshape(len(values), -1), delimiter=",")
        print(seconds, busy, flush=True)


if sys.argv[1] == "train":
    train()
else:
    serve(1 if sys.argv[3] == "one" else os.cpu_count())
