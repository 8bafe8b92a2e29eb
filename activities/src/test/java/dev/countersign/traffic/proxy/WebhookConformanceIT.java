package dev.countersign.traffic.proxy;

import dev.countersign.testing.AgentProcess;
import dev.countersign.traffic.conformance.RouterConformance;
import dev.countersign.traffic.conformance.RouterUnderTest;
import java.nio.file.Path;
import java.util.List;

/** Somebody's proxy behind a signed webhook, and the agent that moves it. */
class WebhookConformanceIT extends RouterConformance {
  @Override
  protected RouterUnderTest start(Path folder) {
    return ProxiedSubject.start(
        folder,
        "webhook",
        WebhookProxy.class,
        List.of(AgentProcess.WEBHOOK_SECRET),
        "{url: PROXY/countersign}");
  }
}
