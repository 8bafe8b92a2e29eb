package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaproxyFailuresTest {
  private static final String WITHIN_AN_HOUR =
      "127.0.0.1:50132 [28/Nov/2026:08:49:26.997] model blue/blue1 0/0/0/-1/3600002 504 251 - -"
          + " sH-- 5/5/0/0/0 0/0 \"POST /invocations HTTP/1.1\"";
  private static final String AT_ONCE =
      "127.0.0.1:42670 [28/Nov/2026:09:45:12.205] model green/<NOSRV> 0/-1/-1/-1/0 503 264 - -"
          + " SC-- 3/3/0/0/0 0/0 \"POST /invocations HTTP/1.1\"";
  private static final String OF_A_SERVER = "Server blue/blue1 is DOWN, check duration: 9000000ms.";

  @TempDir Path folder;

  @Test
  void requestsAreCountedByHowLongTheyLasted() throws IOException {
    try (HaproxyFailures failures = new HaproxyFailures(folder.resolve("logs/failures.log"))) {
      for (String line : new String[] {OF_A_SERVER, WITHIN_AN_HOUR, AT_ONCE}) {
        send(line, failures.address());
      }
      Eventually.holds("both are here", () -> failures.lastingAtLeast(Duration.ZERO) == 2);
      assertThat(failures.lastingAtLeast(Duration.ofHours(1))).isEqualTo(1);
      assertThat(folder.resolve("logs/failures.log")).content().contains("blue1", "green", "DOWN");
    }
  }

  private static void send(String line, String address) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
  }
}
