package dev.countersign.worker.temporal;

/** A Temporal server that this process started and stops. */
public sealed interface OwnTemporal extends AutoCloseable permits EmbeddedTemporal, DevTemporal {
  /** {@code host:port} of its front door. */
  String address();

  @Override
  void close();
}
