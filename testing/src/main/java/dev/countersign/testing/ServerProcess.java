package dev.countersign.testing;

import java.net.URI;

/** A server of one kind: what can be done to any of them is done to the process behind it. */
abstract class ServerProcess implements AutoCloseable, Killable {
  private final RealServer server;

  ServerProcess(RealServer server) {
    this.server = server;
  }

  /** Where it listens. */
  final URI listensAt() {
    return URI.create(server.url());
  }

  @Override
  public final String name() {
    return server.name();
  }

  @Override
  public final long pid() {
    return server.pid();
  }

  @Override
  public final void kill() {
    server.kill();
  }

  @Override
  public final void startAgain() {
    server.startAgain();
  }

  @Override
  public void close() {
    server.kill();
  }
}
