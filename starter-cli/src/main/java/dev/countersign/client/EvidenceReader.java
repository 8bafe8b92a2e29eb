package dev.countersign.client;

import dev.countersign.client.ClientException.Kind;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Json;
import dev.countersign.workflow.StageView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Reads evidence by its URI where it can be read from here, and checks it against its digest. */
public final class EvidenceReader {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * The content.
   *
   * @throws ClientException if it can't be read from here, or is not what its digest says
   */
  public byte[] read(EvidenceRef ref) {
    URI uri = URI.create(ref.uri());
    byte[] content;
    try {
      content =
          switch (uri.getScheme() == null ? "" : uri.getScheme()) {
            case "file" -> Files.readAllBytes(Path.of(uri));
            case "http", "https" -> fetch(uri);
            default -> throw new IOException("no way to read " + uri.getScheme() + " from here");
          };
    } catch (IOException e) {
      throw new ClientException(
          Kind.BAD_INPUT,
          ref.name() + " can't be read from here: " + ref.uri(),
          "Run the command where that can be read, or take the file from the approvals page",
          e);
    }
    String digest = Digests.sha256(content);
    if (!digest.equals(ref.digest())) {
      throw new ClientException(
          Kind.REFUSED,
          ref.name() + " at " + ref.uri() + " was altered: its digest is " + digest,
          "Don't use it; the evidence log names " + ref.digest());
    }
    return content;
  }

  /** What a gate found, where the stage was a gate and its result can be read from here. */
  public Optional<GateResult> gateResult(StageView stage) {
    return stage.evidence().stream()
        .filter(ref -> ref.name().equals(stage.stage().id() + ".json"))
        .findFirst()
        .flatMap(this::gateResult);
  }

  private Optional<GateResult> gateResult(EvidenceRef ref) {
    try {
      return Optional.of(Json.read(read(ref), GateResult.class));
    } catch (ClientException e) {
      return Optional.empty();
    }
  }

  private static byte[] fetch(URI uri) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("the server answers " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
