# Resampled intervals, group thresholds and PSI on Adult beside Fairlearn and Evidently, in turns

mkdir -p "$logs" "$cache"
venv_is_here drift || install_venv drift >"$logs/drift.log" 2>&1 || die "Evidently could not be installed" "$(tail -5 "$logs/drift.log")"
adult=${COUNTERSIGN_SHARED:-$home/../shared}/data/adult.csv
[[ -e $adult ]] || die "Adult is not beside the checkout" "Put it at $adult, or name its folder's folder by COUNTERSIGN_SHARED."
jvm activities dev.countersign.evaluation.FairnessBench "$COUNTERSIGN_PYTHON" "$cache/drift/bin/python" "$bench/fairness.py" "$adult" \
  "$home/target/bench/fairness" "${1:-5}"
