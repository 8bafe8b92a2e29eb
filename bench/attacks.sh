# HopSkipJump beside ART's: the same forest, rows and questions, in turn

jvm activities dev.countersign.adversarial.AttackBench "$@"
