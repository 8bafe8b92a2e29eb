# From the report of a breach to all traffic restored and read back, on the embedded router

jvm worker dev.countersign.worker.real.RollbackBench "$@"
