package dev.countersign.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that takes every connection and answers it the same, whatever it was asked. */
public final class BrokenServer implements AutoCloseable {
  /** How an answer ends. */
  public enum End {
    /** The connection is closed behind it. */
    CLOSED,
    /** The connection stays open, and nothing more comes. */
    OPEN
  }

  private final ServerSocket server;
  private final byte[] answer;
  private final End end;
  private final Queue<Socket> held = new ConcurrentLinkedQueue<>();

  private BrokenServer(ServerSocket server, byte[] answer, End end) {
    this.server = server;
    this.answer = answer;
    this.end = end;
  }

  /**
   * Starts one on the loopback address.
   *
   * @param answer sent as soon as anything was asked, byte for byte
   */
  public static BrokenServer answering(String answer, End end) {
    try {
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      BrokenServer broken = new BrokenServer(server, answer.getBytes(StandardCharsets.UTF_8), end);
      Thread.ofVirtual().start(broken::serve);
      return broken;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The HTTP answer with status 200 and this body. */
  public static String ok(String body) {
    return "HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s"
        .formatted(body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        held.add(socket);
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void answer(Socket socket) {
    try {
      InputStream asked = socket.getInputStream();
      if (asked.read() >= 0) {
        asked.skipNBytes(asked.available());
        socket.getOutputStream().write(answer);
        socket.getOutputStream().flush();
      }
      if (end == End.CLOSED) {
        socket.shutdownOutput();
      }
    } catch (IOException gone) {
      // whoever asked did not wait
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : held) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
