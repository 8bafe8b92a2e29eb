package dev.countersign.traffic.haproxy;

import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * HAProxy's runtime API on its admin socket: one command, one answer, within two seconds. What
 * never answers, or never ends, is an error.
 *
 * @param socket path of a {@code stats socket … level admin}
 */
record RuntimeApi(Path socket) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST_BYTES = 1 << 20;

  /**
   * Runs one command.
   *
   * @return the answer, stripped
   * @throws TrafficException if HAProxy is not there, or does not answer in time
   */
  String run(String command) {
    if (command.chars().anyMatch(c -> c == '\n' || c == ';')) {
      throw new IllegalArgumentException("one command at a time: " + command);
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Selector selector = Selector.open()) {
      channel.write(StandardCharsets.UTF_8.encode(command + "\n"));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      return answer(channel, selector).strip();
    } catch (IOException e) {
      throw new TrafficException(
          "HAProxy does not answer at %s (%s); is it running, with a stats socket of level admin?"
              .formatted(socket, e.getMessage()),
          e);
    }
  }

  private String answer(SocketChannel channel, Selector selector) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(MOST_BYTES);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0 || selector.select(left) == 0) {
        throw new IOException("no whole answer within " + PATIENCE.toSeconds() + " s");
      }
      selector.selectedKeys().clear();
      if (channel.read(answer) < 0) {
        return StandardCharsets.UTF_8.decode(answer.flip()).toString();
      }
      if (!answer.hasRemaining()) {
        throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
      }
    }
  }
}
