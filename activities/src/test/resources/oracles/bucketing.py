# Buckets of the keys in keys.txt, by scikit-learn's MurmurHash3 x86 32 with seed 0, over 2^32, in percent.
import pathlib
import sys

import sklearn
from sklearn.utils import murmurhash3_32

folder = pathlib.Path(sys.argv[1])
keys = (folder / "keys.txt").read_text(encoding="utf-8").split("\n")[:-1]
hashes = [murmurhash3_32(key.encode("utf-8"), seed=0, positive=True) for key in keys]
(folder / "buckets.txt").write_text("".join(f"{int(h) / 2**32 * 100!r}\n" for h in hashes))
print(f"scikit-learn {sklearn.__version__}, {len(keys)} keys")
