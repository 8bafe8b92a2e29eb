# Audit and evaluation of ten million rows of Parquet beside a plain scan, AIF360 and Fairlearn (some 10 minutes)

rows=${1:-10000000}
rounds=${2:-5}
fewer=$((rows / 10))
prepare activities
for size in "$rows" "$fewer"; do
  work=$home/target/bench/scale-$size
  [[ -e $work/outcomes.parquet && -e $work/codes.csv ]] || jvm activities dev.countersign.data.ScaleData "$work" "$size"
done
java_options+=(-Xmx128m -XX:+UseSerialGC)
for size in "$rows" "$fewer"; do
  jvm activities dev.countersign.data.ScaleBench "$home/target/bench/scale-$size" "$rounds"
  jvm activities dev.countersign.data.ScaleBench "$home/target/bench/scale-$size"
done
for kind in numbers classes model; do
  for size in "$fewer" "$rows"; do
    jvm activities dev.countersign.data.MemoryBench "$home/target/bench/scale-$size" "$kind"
  done
done
# Fairlearn doesn't come to an end with all rows within minutes: with them only its memory is seen, until it is stopped.
python scale.py aif360 "$home/target/bench/scale-$rows" 600
python scale.py aif360 "$home/target/bench/scale-$fewer" 600
python scale.py fairlearn "$home/target/bench/scale-$rows" 120
python scale.py fairlearn "$home/target/bench/scale-$fewer" 600
