# Two hundred rollouts at once on one worker, on a real Temporal server: outcomes, wall time, memory
jvm worker dev.countersign.worker.real.ConcurrentRolloutsBench "$@"
