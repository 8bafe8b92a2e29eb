package dev.countersign.worker.temporal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of a test: the JDK's own keytool makes it, PEM files come of it. */
final class Authority {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  private Authority(Path folder) {
    this.folder = folder;
    this.store = folder.resolve("keys.p12");
  }

  static Authority make(Path folder) throws IOException {
    Authority authority = new Authority(Files.createDirectories(folder));
    authority.keytool("ca", List.of("-ext", "bc:critical=ca:true"));
    return authority;
  }

  /** Issues a certificate, for a server with names or for a client without. */
  void issue(String alias, String... names) throws IOException {
    List<String> more = new ArrayList<>(List.of("-signer", "ca"));
    if (names.length > 0) {
      more.addAll(List.of("-ext", "san=" + String.join(",", names)));
    }
    keytool(alias, more);
  }

  /** The authority's certificate. */
  Path certificate() throws IOException {
    return write("ca.pem", pem("CERTIFICATE", encoded("ca").getFirst()));
  }

  /** The chain of somebody's certificate. */
  Path chain(String alias) throws IOException {
    return write(alias + ".crt", chainOf(alias));
  }

  /** Somebody's private key. */
  Path key(String alias) throws IOException {
    return write(alias + ".key", keyOf(alias));
  }

  /** Chain and key in one file, as HAProxy wants them. */
  Path both(String alias) throws IOException {
    return write(alias + ".pem", chainOf(alias) + keyOf(alias));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void keytool(String alias, List<String> more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + alias,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(more);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private String chainOf(String alias) throws IOException {
    StringBuilder chain = new StringBuilder();
    for (byte[] certificate : encoded(alias)) {
      chain.append(pem("CERTIFICATE", certificate));
    }
    return chain.toString();
  }

  private List<byte[]> encoded(String alias) throws IOException {
    try {
      List<byte[]> chain = new ArrayList<>();
      for (Certificate certificate : open().getCertificateChain(alias)) {
        chain.add(certificate.getEncoded());
      }
      return chain;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private String keyOf(String alias) throws IOException {
    try {
      Key key = open().getKey(alias, PASSWORD.toCharArray());
      return pem("PRIVATE KEY", key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private KeyStore open() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static String pem(String type, byte[] content) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
