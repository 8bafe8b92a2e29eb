"""Makes a small network, writes it as ONNX, and integrates its gradients with the gradient written out.

Argument: a folder. Leaves network.onnx, rows.csv, background.csv, gradients.csv (last column the base).
"""

import pathlib
import sys

import numpy as np
import onnx
import pandas as pd
from onnx import TensorProto, helper, numpy_helper
from sklearn.neural_network import MLPClassifier

OUT = pathlib.Path(sys.argv[1])
N, FEATURES, EXPLAINED, BACKGROUND, STEPS = 800, 7, 20, 50, 20_000

rng = np.random.default_rng(11)
x = rng.normal(size=(N, FEATURES)).astype(np.float32).round(3)
y = (x[:, 0] * x[:, 1] + np.sin(2 * x[:, 2]) + x[:, 3] + rng.logistic(0, 0.3, N) > 0).astype(int)
hidden = MLPClassifier((16, 8), activation="tanh", random_state=1, max_iter=400).fit(x, y)
weights = [w.astype(np.float32) for w in hidden.coefs_]
biases = [b.astype(np.float32) for b in hidden.intercepts_]

nodes, initialisers, at = [], [], "x"
for layer, (w, b) in enumerate(zip(weights, biases)):
    last = layer == len(weights) - 1
    initialisers += [numpy_helper.from_array(w, f"w{layer}"), numpy_helper.from_array(b, f"b{layer}")]
    nodes.append(helper.make_node("Gemm", [at, f"w{layer}", f"b{layer}"], [f"z{layer}"]))
    nodes.append(helper.make_node("Sigmoid" if last else "Tanh", [f"z{layer}"], ["probability" if last else f"a{layer}"]))
    at = f"a{layer}"
graph = helper.make_graph(
    nodes,
    "network",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, FEATURES])],
    [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [None, 1])],
    initialisers,
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
onnx.checker.check_model(model)
(OUT / "network.onnx").write_bytes(model.SerializeToString())


def gradient(points):
    activations, a = [], points.astype(float)
    for layer, (w, b) in enumerate(zip(weights, biases)):
        z = a @ w.astype(float) + b.astype(float)
        a = 1 / (1 + np.exp(-z)) if layer == len(weights) - 1 else np.tanh(z)
        activations.append(a)
    slope = activations[-1] * (1 - activations[-1])
    for layer in range(len(weights) - 1, 0, -1):
        slope = (slope @ weights[layer].T.astype(float)) * (1 - activations[layer - 1] ** 2)
    return slope @ weights[0].T.astype(float), activations[-1][:, 0]


background = x[EXPLAINED : EXPLAINED + BACKGROUND]
baseline = background.astype(float).mean(axis=0)
middles = ((np.arange(STEPS) + 0.5) / STEPS)[:, None]
lines = []
for row in x[:EXPLAINED].astype(float):
    slopes, _ = gradient(baseline + middles * (row - baseline))
    lines.append([*((row - baseline) * slopes.mean(axis=0)), gradient(baseline[None, :])[1][0]])
columns = [f"c{i}" for i in range(FEATURES)]
pd.DataFrame(x[:EXPLAINED], columns=columns).to_csv(OUT / "rows.csv", index=False)
pd.DataFrame(background, columns=columns).to_csv(OUT / "background.csv", index=False)
pd.DataFrame(lines, columns=[*columns, "base"]).to_csv(OUT / "gradients.csv", index=False)
print("onnx", onnx.__version__, "numpy", np.__version__)
