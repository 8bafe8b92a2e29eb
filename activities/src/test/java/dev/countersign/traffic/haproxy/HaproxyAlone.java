package dev.countersign.traffic.haproxy;

import dev.countersign.testing.HaproxyProcess;
import java.nio.file.Path;
import java.util.Map;

/** A real HAProxy before two model servers, with no agent beside it yet. */
record HaproxyAlone(Path folder, TwoModels models, HaproxyProcess haproxy)
    implements AutoCloseable {

  /**
   * Starts it.
   *
   * @param folder where HAProxy and its agent keep everything
   * @param environment of HAProxy's process, besides this one's own
   */
  static HaproxyAlone start(Path folder, Map<String, String> environment) {
    TwoModels models = TwoModels.start(folder);
    HaproxyProcess haproxy =
        HaproxyProcess.start(folder, models.blue(), models.green(), "/healthz", environment);
    models.writeSlots(haproxy.slots());
    return new HaproxyAlone(folder, models, haproxy);
  }

  @Override
  public void close() {
    haproxy.close();
    models.close();
  }
}
