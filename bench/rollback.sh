# How fast traffic is given back on HAProxy: through the agent, by bare socket commands, and unaided
jvm activities dev.countersign.traffic.haproxy.RollbackBench "$@"
