package dev.countersign.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A socket that answers wrongly, by half, or never. */
class RuntimeApiTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unknown command: 'get', but maybe one of the following ones is a better match",
        "type=str, found=yes, value=\"blue|gre",
        "\u0000\u0001\u0002",
        ""
      })
  void nonsenseIsNoRoute(String answer) throws IOException {
    try (Haproxy haproxy = new Haproxy(folder.resolve("sock"), answer, true)) {
      RouteMap map = new RouteMap(new RuntimeApi(haproxy.socket), folder.resolve("map"));
      assertThatThrownBy(() -> map.running("route"))
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("load countersign.lua");
    }
  }

  @Test
  void anAnswerThatNeverEndsIsAnError() throws IOException {
    try (Haproxy haproxy = new Haproxy(folder.resolve("sock"), "half a li", false)) {
      assertThatThrownBy(() -> new RuntimeApi(haproxy.socket).run("show info"))
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("no whole answer within 2 s");
    }
  }

  @Test
  void nobodyThereIsAnError() {
    assertThatThrownBy(() -> new RuntimeApi(folder.resolve("none")).run("show info"))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("is it running");
  }

  @Test
  void aCommandIsOneCommand() {
    assertThatThrownBy(() -> new RuntimeApi(folder).run("set map m k v; shutdown sessions"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blue",
        "blue|green|much|nobody|0|1||incumbent",
        "blue|green|150.0|nobody|0|1||incumbent",
        "blue|green|-5.0|nobody|0|1||incumbent",
        "blue|green|NaN|nobody|0|1||incumbent",
        "blue|green|5.0|friends|0|1||incumbent",
        "blue|green|5.0|nobody|soon|1||incumbent",
        "blue|green|5.0|nobody|0|1|a b|incumbent",
        "blue|green|5.0|nobody|0|1||king"
      })
  void aRouteNobodyUnderstandsIsRefused(String line) {
    assertThatThrownBy(() -> RouteLine.parse(line)).isInstanceOf(TrafficException.class);
  }

  @Test
  void aRouteComesBackAsItWent() {
    String line = "blue|green|12.5|pilot|1793620800|7|production/credit-risk/2/|incumbent";
    assertThat(RouteLine.parse(line).text()).isEqualTo(line);
  }

  /** Answers every connection the same. */
  private static final class Haproxy implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Queue<SocketChannel> held = new ConcurrentLinkedQueue<>();

    Haproxy(Path socket, String answer, boolean ends) throws IOException {
      this.socket = socket;
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofVirtual().start(() -> serve(answer, ends));
    }

    private void serve(String answer, boolean ends) {
      try {
        while (true) {
          SocketChannel channel = server.accept();
          held.add(channel);
          channel.read(ByteBuffer.allocate(1024));
          channel.write(StandardCharsets.UTF_8.encode(answer));
          if (ends) {
            channel.close();
          }
        }
      } catch (IOException closed) {
        // the test is over
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (SocketChannel channel : held) {
        channel.close();
      }
    }
  }
}
