# Two hundred rollouts (or as many as the argument says) at once on one worker, on a real Temporal server: outcomes, wall time, memory
jvm worker dev.countersign.worker.real.ConcurrentRolloutsBench "$@"
