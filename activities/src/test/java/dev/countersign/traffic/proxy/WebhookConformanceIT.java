package dev.countersign.traffic.proxy;

import dev.countersign.http.JsonServer;
import dev.countersign.testing.AgentProcess;
import dev.countersign.traffic.NamedRouter;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.agent.AgentHere;
import dev.countersign.traffic.conformance.KillableRouter;
import dev.countersign.traffic.conformance.RouterConformance;
import dev.countersign.traffic.conformance.RouterUnderTest;
import dev.countersign.traffic.haproxy.TwoModels;
import dev.countersign.traffic.webhook.WebhookSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Somebody's proxy behind a signed webhook, and the agent that moves it: in this process, and
 * killed in processes of their own.
 */
class WebhookConformanceIT extends RouterConformance {
  private static final String KIND = "webhook";
  private static final String ROUTER = "{url: PROXY/countersign}";

  @Override
  protected RouterUnderTest start(Path folder) {
    TwoModels models = TwoModels.start(folder);
    JsonServer proxy = proxy(models);
    String settings = ProxiedSubject.settings(folder, KIND, ROUTER, proxy.address());
    return new Here(models, proxy, AgentHere.start(folder, settings));
  }

  private static JsonServer proxy(TwoModels models) {
    try {
      return WebhookProxy.serve(
          JsonServer.onLoopback(0),
          WebhookSecret.parse(AgentProcess.WEBHOOK_SECRET),
          Map.of("1", models.blue(), "2", models.green()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected KillableRouter startToBeKilled(Path folder) {
    return ProxiedSubject.start(
        folder, KIND, WebhookProxy.class, List.of(AgentProcess.WEBHOOK_SECRET), ROUTER);
  }

  private record Here(TwoModels models, JsonServer proxy, AgentHere agent) implements NamedRouter {
    @Override
    public TrafficRouter router() {
      return new RemoteRouter(agent.address(), AgentProcess.TOKEN);
    }

    @Override
    public URI endpoint() {
      return proxy.address();
    }

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public void close() {
      agent.close();
      proxy.close();
      models.close();
    }
  }
}
