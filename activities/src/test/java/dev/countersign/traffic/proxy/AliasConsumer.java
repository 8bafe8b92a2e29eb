package dev.countersign.traffic.proxy;

import dev.countersign.http.JsonServer;
import dev.countersign.mlflow.MlflowAccess;
import dev.countersign.mlflow.MlflowStore;
import dev.countersign.mlflow.RegisteredModel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A consumer that looks up for each request which version its alias names. */
record AliasConsumer(MlflowStore registry, String model) implements PlainProxy.Choice {

  /** Arguments: port, MLflow's address, registered model, server of version 1, of version 2. */
  public static void main(String[] arguments) throws Exception {
    MlflowStore registry =
        new MlflowStore(
            MlflowAccess.of(URI.create(arguments[1]), Map.of()), Path.of("target", "fetched"), 1);
    JsonServer http =
        JsonServer.on(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])));
    PlainProxy.serve(
        http,
        Map.of("1", URI.create(arguments[3]), "2", URI.create(arguments[4])),
        new AliasConsumer(registry, arguments[2]));
    http.start();
    new CountDownLatch(1).await();
  }

  @Override
  public @Nullable String version(@Nullable String unit, @Nullable String audience) {
    Map<String, Integer> aliases = registry.aliases(model);
    Integer number = aliases.get("serving");
    if (audience != null && aliases.containsKey("serving-" + audience)) {
      number = aliases.get("serving-" + audience);
    }
    return number == null
        ? null
        : registry.version(model, number).map(RegisteredModel::version).orElse(null);
  }
}
