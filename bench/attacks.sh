# HopSkipJump beside ART's: the same forest, rows and questions, in turn   [ROWS [ITERATIONS [TURNS]]]

jvm activities dev.countersign.adversarial.AttackBench "$@"
