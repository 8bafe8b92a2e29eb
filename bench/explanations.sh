# Shapley values and LIME beside shap, XGBoost, LightGBM and lime: paired, on one core and on all

work=$home/target/bench/explanations
mkdir -p "$work"
prepare activities
python explanations.py train "$work"
for cores in one all; do
  (
    [[ $cores == all ]] || taskset -cp 0 "$BASHPID" >/dev/null
    jvm activities dev.countersign.explain.ExplanationsBench "$COUNTERSIGN_PYTHON" "$bench/explanations.py" "$work" "$cores" "$@"
  )
done
