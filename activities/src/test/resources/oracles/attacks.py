"""Trains a model, attacks it with one of ART's attacks, and counts every question.

usage: attacks.py TABLE OUT ROWS ATTACK ITERATIONS NORM [trained SHARE SHARES]

ATTACK is hop-skip-jump or boundary, on a forest, or zoo, on a logistic regression (a forest has no slopes).

With "trained" the model of an earlier run is attacked again, on every row of SHARES from SHARE on, and nothing else is done or written.

Writes OUT/model.onnx, OUT/train.csv and OUT/rows.csv (inputs, standardised) and OUT/attack.csv (per row its distance,
empty when none was found, and the questions asked), and OUT/seconds.txt.
"""

import sys
import time
import warnings

warnings.filterwarnings("ignore")

import art
import numpy as np
import onnxruntime
import pandas as pd
from art.attacks.evasion import BoundaryAttack, HopSkipJump, ZooAttack
from art.estimators.classification import BlackBoxClassifier

table, out, rows, kind, iterations, norm = sys.argv[1:7]
trained = sys.argv[7:8] == ["trained"]
rows, iterations = int(rows), int(iterations)
norm = 2 if norm == "l2" else np.inf
np.random.seed(1)

data = pd.read_csv(table)
y = (data["credit_risk"] == "good").astype(int).to_numpy()
columns = ["duration_months", "credit_amount", "installment_rate", "residence_since", "age", "existing_credits"]
x = data[columns].to_numpy(dtype=float)
x = ((x - x.mean(0)) / x.std(0)).astype(np.float32)
if not trained:
    from skl2onnx import to_onnx
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression

    if kind == "zoo":
        model = LogisticRegression().fit(x[:700], y[:700])
    else:
        model = RandomForestClassifier(n_estimators=30, max_depth=5, random_state=1).fit(x[:700], y[:700])
    with open(f"{out}/model.onnx", "wb") as file:
        file.write(to_onnx(model, x[:1], options={"zipmap": False}).SerializeToString())
session = onnxruntime.InferenceSession(f"{out}/model.onnx", providers=["CPUExecutionProvider"])
asked = 0


def predict(points):
    global asked
    asked += len(points)
    return session.run(None, {session.get_inputs()[0].name: np.asarray(points, dtype=np.float32)})[1]


class Seeded(np.random.RandomState):
    """ART draws its starting points from generators that it seeds by the clock."""

    def __init__(self, seed=1):
        super().__init__(seed)


np.random.RandomState = Seeded
low, high = x[:700].min(0), x[:700].max(0)
classifier = BlackBoxClassifier(predict, (len(columns),), 2, clip_values=(low, high))
if kind == "hop-skip-jump":
    attack = HopSkipJump(
        classifier, targeted=False, norm=norm, max_iter=iterations, max_eval=1000, init_eval=24, init_size=100, verbose=False
    )
elif kind == "boundary":
    attack = BoundaryAttack(classifier, targeted=False, max_iter=iterations, num_trial=10, init_size=100, verbose=False)
else:
    attack = ZooAttack(
        classifier,
        targeted=False,
        max_iter=iterations,
        binary_search_steps=5,
        learning_rate=0.1,
        initial_const=10,
        use_resize=False,
        use_importance=False,
        nb_parallel=len(columns),
        variable_h=0.05,
        verbose=False,
    )
names = [f"x{i}" for i in range(len(columns))]
if trained:
    share, shares = int(sys.argv[8]), int(sys.argv[9])
    for row in x[700 + share : 700 + rows : shares]:
        attack.generate(row[None])
    sys.exit()
pd.DataFrame(x[:700], columns=names).to_csv(f"{out}/train.csv", index=False)
pd.DataFrame(x[700 : 700 + rows], columns=names).to_csv(f"{out}/rows.csv", index=False)
lines = []
seconds = 0.0
for row in x[700 : 700 + rows]:
    asked = 0
    start = time.perf_counter()
    found = attack.generate(row[None])
    seconds += time.perf_counter() - start
    questions = asked
    turned = predict(found)[0].argmax() != predict(row[None])[0].argmax()
    distance = np.linalg.norm((found[0] - row).astype(float), ord=norm) if turned else np.nan
    lines.append((distance, questions))
pd.DataFrame(lines, columns=["distance", "asked"]).to_csv(f"{out}/attack.csv", index=False)
with open(f"{out}/seconds.txt", "w") as file:
    file.write(str(seconds))
print(f"ART {art.__version__}, onnxruntime {onnxruntime.__version__}")
