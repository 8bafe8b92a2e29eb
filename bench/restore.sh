# How fast a signalled breach is given back on HAProxy under callers, and how fast unaided when Temporal is killed
jvm worker dev.countersign.worker.traffic.RestoreBench "$@"
