# Rows a second that our own tree ensemble scores, one thread

jmh activities ScoringBench "$@"
