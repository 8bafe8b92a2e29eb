package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests that failed, as HAProxy logs them: it sends a line over UDP for each. They also stand in
 * a file beside the servers' logs. HAProxy's standard output would not do: it writes there from the
 * start of the file again whenever it is started again.
 */
final class HaproxyFailures implements AutoCloseable {
  /** Waiting, queueing, connecting, answering and the whole, in milliseconds. */
  private static final Pattern TIMERS = Pattern.compile(" (?:-?\\d+/){4}\\+?(\\d+) ");

  private static final int LONGEST_LINE = 4096;

  private final DatagramSocket socket;
  private final Path file;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  /**
   * Listens from now on.
   *
   * @param file where lines are kept too
   */
  HaproxyFailures(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    this.file = file;
    this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofPlatform().daemon().name("haproxy failures").start(this::listen);
  }

  /** Host and port, as HAProxy's {@code log} wants it. */
  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void listen() {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST_LINE], LONGEST_LINE);
    while (!socket.isClosed()) {
      try {
        packet.setLength(LONGEST_LINE);
        socket.receive(packet);
        String line =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).strip();
        lines.add(line);
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** How many requests failed that took so long or longer, by HAProxy's own time. */
  long lastingAtLeast(Duration time) {
    return lines.stream().filter(line -> millis(line) >= time.toMillis()).count();
  }

  private static long millis(String line) {
    Matcher timers = TIMERS.matcher(line);
    return timers.find() ? Long.parseLong(timers.group(1)) : -1;
  }

  @Override
  public void close() {
    socket.close();
  }
}
