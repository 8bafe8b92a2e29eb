package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void freePortsDifferAndNothingAnswersThere() {
    assertThat(Ports.free(20)).doesNotHaveDuplicates().noneMatch(Ports::answers);
  }

  @Test
  void aListenerAnswers() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.answers(listener.getLocalPort())).isTrue();
    }
  }
}
