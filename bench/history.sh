# Events and bytes of history of one release, on a real Temporal server

jvm worker dev.countersign.worker.real.HistoryBench "$@"
