"""Trains two small models that are asked about other things than rows, and attacks one of them with ART.

usage: pictures_and_texts.py OUT ITERATIONS EPSILON

Pictures: threes and eights of 8 by 8 pixels, each in [0, 1], and a network of one hidden layer. Writes OUT/pictures.onnx,
OUT/pictures.csv (what is attacked: decided as drawn) and OUT/square.csv (per picture whether ART's Square attack turned it
within EPSILON of every pixel, and the questions it asked).
Texts: six words of a vocabulary, which are good, bad or neither, and a bag of words. Writes OUT/texts.onnx (which takes
places in the vocabulary), OUT/texts.csv and OUT/kinds.csv (per word its kind).
"""

import sys
import warnings

warnings.filterwarnings("ignore")

import art
import numpy as np
import onnx
import onnxruntime
import pandas as pd
import sklearn
from art.attacks.evasion import SquareAttack
from art.estimators.classification import BlackBoxClassifierNeuralNetwork
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import to_onnx
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

out, iterations, epsilon = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
random = np.random.default_rng(1)
np.random.seed(1)

digits = load_digits()
chosen = np.isin(digits.target, (3, 8))
pixels = (digits.data[chosen] / 16).astype(np.float32)
eight = (digits.target[chosen] == 8).astype(int)
network = MLPClassifier((16,), max_iter=500, random_state=1).fit(pixels[:250], eight[:250])
content = to_onnx(network, pixels[:1], options={"zipmap": False}).SerializeToString()
with open(f"{out}/pictures.onnx", "wb") as file:
    file.write(content)
session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])


asked = 0


def predict(pictures):
    global asked
    asked += len(pictures)
    points = np.asarray(pictures, dtype=np.float32).reshape(len(pictures), 64)
    return session.run(None, {session.get_inputs()[0].name: points})[1]


right = np.flatnonzero(predict(pixels[250:]).argmax(1) == eight[250:]) + 250
attacked = pixels[right[:30]]
pd.DataFrame(attacked, columns=[f"p{i}" for i in range(64)]).to_csv(f"{out}/pictures.csv", index=False)
classifier = BlackBoxClassifierNeuralNetwork(predict, (1, 8, 8), 2, clip_values=(0, 1))
square = SquareAttack(classifier, norm=np.inf, max_iter=iterations, eps=epsilon, p_init=0.8, nb_restarts=1, verbose=False)
lines = []
for picture in attacked:
    asked = 0
    found = square.generate(picture.reshape(1, 1, 8, 8))
    questions = asked
    lines.append((int(predict(found).argmax() != predict(picture[None]).argmax()), questions))
pd.DataFrame(lines, columns=["turned", "asked"]).to_csv(f"{out}/square.csv", index=False)

kinds = np.array([1] * 8 + [-1] * 8 + [0] * 8)
texts = random.integers(0, len(kinds), (400, 6))
label = (kinds[texts].sum(1) + random.normal(0, 0.5, len(texts)) > 0).astype(int)
bags = np.stack([(texts == word).sum(1) for word in range(len(kinds))], 1)
words = LogisticRegression().fit(bags, label)
graph = helper.make_graph(
    [
        helper.make_node("Gather", ["weights", "words"], ["each"]),
        helper.make_node("ReduceSum", ["each", "axes"], ["sum"], keepdims=1),
        helper.make_node("Add", ["sum", "bias"], ["margin"]),
        helper.make_node("Sigmoid", ["margin"], ["probability"]),
    ],
    "texts",
    [helper.make_tensor_value_info("words", TensorProto.INT64, [None, 6])],
    [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [None, 1])],
    [
        numpy_helper.from_array(words.coef_[0].astype(np.float32), "weights"),
        numpy_helper.from_array(np.array([1], dtype=np.int64), "axes"),
        numpy_helper.from_array(words.intercept_.astype(np.float32), "bias"),
    ],
)
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), f"{out}/texts.onnx")
pd.DataFrame(texts[:20], columns=[f"w{i}" for i in range(6)]).to_csv(f"{out}/texts.csv", index=False)
pd.DataFrame({"kind": kinds}).to_csv(f"{out}/kinds.csv", index=False)
print(f"seed 1 ART {art.__version__} scikit-learn {sklearn.__version__} onnxruntime {onnxruntime.__version__}")
