# Events and bytes of the histories of rollouts that bake longer and longer, and lose their worker meanwhile
jvm worker dev.countersign.worker.real.LongBakeBench "$@"
