package dev.countersign.worker.wiring;

import dev.countersign.evidence.EvidenceStore;
import dev.countersign.http.AllowedHosts;
import dev.countersign.metrics.EmbeddedMetricKind;
import dev.countersign.metrics.MetricKind;
import dev.countersign.metrics.PrometheusMetricKind;
import dev.countersign.release.TrafficDesk;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.agent.AgentRouterKind;
import dev.countersign.traffic.agent.TrafficAgent;
import dev.countersign.traffic.embedded.EmbeddedRouterKind;
import dev.countersign.traffic.embedded.EmbeddedRouters;
import dev.countersign.traffic.embedded.EvidenceScorers;
import dev.countersign.worker.WorkerProperties;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Routers and metric sources that manifests may name. */
@Configuration(proxyBeanMethods = false)
public class TrafficConfiguration {

  /** Routers that ran before a restart run again at once, whether or not Temporal is there. */
  @Bean
  EmbeddedRouters embeddedRouters(WorkerProperties properties, EvidenceStore evidence) {
    EmbeddedRouters routers =
        new EmbeddedRouters(properties.state().resolve("routers"), new EvidenceScorers(evidence));
    routers.reopen();
    return routers;
  }

  @Bean
  RouterKind embeddedRouterKind(EmbeddedRouters routers) {
    return new EmbeddedRouterKind(routers);
  }

  @Bean
  MetricKind embeddedMetricKind() {
    return new EmbeddedMetricKind();
  }

  @Bean
  AllowedHosts allowedHosts(WorkerProperties properties) {
    return new AllowedHosts(Set.copyOf(properties.hosts()));
  }

  @Bean
  RouterKind haproxyKind(AllowedHosts hosts) {
    return beside("haproxy", hosts);
  }

  @Bean
  RouterKind aliasKind(AllowedHosts hosts) {
    return beside("mlflow-alias", hosts);
  }

  @Bean
  RouterKind webhookKind(AllowedHosts hosts) {
    return beside("webhook", hosts);
  }

  private static RouterKind beside(String router, AllowedHosts hosts) {
    return new AgentRouterKind(router, hosts, System.getenv(TrafficAgent.TOKEN));
  }

  @Bean
  MetricKind prometheusMetricKind(AllowedHosts hosts) {
    return new PrometheusMetricKind(hosts);
  }

  @Bean
  TrafficDesk trafficDesk(List<RouterKind> routers, List<MetricKind> metrics) {
    return new TrafficDesk(routers, metrics);
  }
}
