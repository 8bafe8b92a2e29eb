# From the first failing call to traffic restored, on the embedded router

jvm worker dev.countersign.worker.real.RollbackBench "$@"
