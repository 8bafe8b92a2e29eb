# Audit and evaluation of ten million rows of Parquet beside a plain scan, Fairlearn and AIF360

rows=${1:-10000000}
rounds=${2:-3}
work=$home/target/bench/scale-$rows
prepare activities
[[ -e $work/codes.csv ]] || jvm activities dev.countersign.data.ScaleBench write "$work" "$rows"
java_options+=(-Xmx768m)
jvm activities dev.countersign.data.ScaleBench measure "$work" "$rounds"
for tool in fairlearn aif360; do
  python scale.py "$tool" "$work/codes.csv"
done
