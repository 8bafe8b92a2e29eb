package dev.countersign.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.passport.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A registry on an MLflow server (3.x), over its REST interface; artifacts go through the server.
 * Reads what others registered too, where MLflow wrote an {@code MLmodel} file beside it.
 */
public final class MlflowStore implements RegistryStore {
  private static final String PAGE = "200";
  private static final String MODEL_FOLDER = "model";
  private static final String ATTACHMENTS = "countersign";

  private final MlflowAccess access;
  private final MlflowHttp http;
  private final MlflowRuns runs;
  private final Path cache;
  private final long largest;

  /**
   * @param access where the server is
   * @param cache a folder for fetched models, made if it is missing
   * @param largest the most bytes a fetched model may have
   */
  public MlflowStore(MlflowAccess access, Path cache, long largest) {
    this.access = access;
    this.http = new MlflowHttp(access);
    this.runs = new MlflowRuns(http);
    this.cache = cache;
    this.largest = largest;
  }

  /**
   * {@inheritDoc} Attempts may run side by side. The server numbers versions one by one, so the
   * first version decides which attempt counts; the others take their runs back.
   */
  @Override
  public RegisteredModel add(Registration registration) {
    ensureModel(registration.model());
    MlflowRuns.Run run = runs.ofRelease(registration);
    RegisteredModel version;
    try {
      version = logged(registration, run);
    } catch (MlflowRefusal e) {
      return ofRelease(registration).orElseThrow(() -> e);
    }
    if (version.location().equals(source(run))) {
      runs.finish(run);
    } else {
      runs.delete(run);
    }
    return version;
  }

  private RegisteredModel logged(Registration registration, MlflowRuns.Run run) {
    runs.log(run, registration.params(), registration.metrics());
    runs.logInputs(run, registration.datasets());
    http.upload(
        run.artifacts() + "/" + MODEL_FOLDER + "/" + registration.fileName(), registration.file());
    attach(run.artifacts(), registration.attachments());
    return ofRelease(registration).orElseGet(() -> create(registration, run.id(), source(run)));
  }

  private static String source(MlflowRuns.Run run) {
    return "mlflow-artifacts:/" + run.artifacts() + "/" + MODEL_FOLDER;
  }

  private RegisteredModel create(Registration registration, String run, String source) {
    JsonNode created =
        http.post(
            "model-versions/create",
            Map.of(
                "name",
                registration.model(),
                "source",
                source,
                "run_id",
                run,
                "tags",
                MlflowJson.tags(registration.allTags())));
    RegisteredModel own = model(created.path("model_version"));
    RegisteredModel first = ofRelease(registration).orElse(own);
    if (first.number() != own.number()) {
      http.call(
          "DELETE",
          "model-versions/delete",
          Map.of("name", own.model(), "version", String.valueOf(own.number())));
    }
    return first;
  }

  private Optional<RegisteredModel> ofRelease(Registration registration) {
    return tagged(registration.model(), Tag.RELEASE.key(), registration.release()).stream()
        .findFirst();
  }

  private void ensureModel(String name) {
    try {
      http.post("registered-models/create", Map.of("name", name));
    } catch (MlflowRefusal e) {
      if (!e.code().equals("RESOURCE_ALREADY_EXISTS")) {
        throw e;
      }
    }
  }

  @Override
  public List<RegisteredModel> tagged(String model, String key, String value) {
    Registration.validateModel(model);
    Registration.validatePlain("tag", value);
    Map<String, String> query = new HashMap<>();
    query.put("filter", "name = '%s' and tags.`%s` = '%s'".formatted(model, key, value));
    query.put("max_results", PAGE);
    List<RegisteredModel> all = new ArrayList<>();
    String next;
    do {
      JsonNode page = http.get("model-versions/search", query);
      page.path("model_versions").forEach(node -> all.add(model(node)));
      next = page.path("next_page_token").asText("");
      query.put("page_token", next);
    } while (!next.isEmpty());
    all.sort(Comparator.comparingInt(RegisteredModel::number));
    return List.copyOf(all);
  }

  @Override
  public Optional<RegisteredModel> version(String model, int number) {
    return http.find("model-versions/get", Map.of("name", model, "version", String.valueOf(number)))
        .map(found -> readable(model(found.path("model_version"))));
  }

  @Override
  public Map<String, Integer> aliases(String model) {
    Map<String, Integer> aliases = new TreeMap<>();
    http.find("registered-models/get", Map.of("name", model))
        .ifPresent(
            found ->
                found
                    .path("registered_model")
                    .path("aliases")
                    .forEach(
                        alias ->
                            aliases.put(
                                alias.path("alias").asText(), alias.path("version").asInt())));
    return aliases;
  }

  @Override
  public void alias(String model, String alias, int number) {
    http.set(
        "registered-models/alias",
        Map.of("name", model, "alias", alias, "version", String.valueOf(number)));
  }

  @Override
  public void dropAlias(String model, String alias) {
    http.call("DELETE", "registered-models/alias", Map.of("name", model, "alias", alias));
  }

  @Override
  public void tag(RegisteredModel version, String key, String value) {
    http.set(
        "model-versions/set-tag",
        Map.of(
            "name",
            version.model(),
            "version",
            String.valueOf(version.number()),
            "key",
            key,
            "value",
            value));
  }

  @Override
  public void attach(RegisteredModel version, List<Attachment> attachments) {
    String folder = files(version);
    attach(folder.substring(0, Math.max(0, folder.lastIndexOf('/'))), attachments);
  }

  private void attach(String folder, List<Attachment> attachments) {
    for (Attachment attachment : attachments) {
      http.upload(folder + "/" + ATTACHMENTS + "/" + attachment.name(), attachment.file());
    }
  }

  @Override
  public Path fetch(RegisteredModel version) {
    RegisteredModel known = readable(version);
    String name = known.tag(Tag.FILE).orElseThrow(() -> MlflowFlavours.unreadable(known));
    try {
      Files.createDirectories(cache);
      Path part = Files.createTempFile(cache, "fetch", ".part");
      try {
        http.download(files(known) + "/" + name, part, largest);
        String digest = digest(part);
        if (known.digest().filter(registered -> !registered.equals(digest)).isPresent()) {
          throw new RegistryException(
              known.uri()
                  + " on "
                  + access
                  + " is not the file that was registered: its digest is "
                  + digest);
        }
        Path file = cache.resolve(digest.substring(Digests.PREFIX.length()) + "-" + name);
        return Files.move(
            part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          "can't keep a copy of " + known.uri() + " in " + cache + ": " + e.getMessage(), e);
    }
  }

  @Override
  public <T> T exclusively(String model, Supplier<T> action) {
    return action.get();
  }

  /** Adds what MLflow's own file says of a version that others registered. */
  private RegisteredModel readable(RegisteredModel version) {
    if (version.tag(Tag.FILE).isPresent()) {
      return version;
    }
    return new MlflowFlavours(http, cache).describe(version, files(version));
  }

  private String files(RegisteredModel version) {
    JsonNode answer =
        http.get(
            "model-versions/get-download-uri",
            Map.of("name", version.model(), "version", String.valueOf(version.number())));
    return MlflowJson.artifactPath(answer.path("artifact_uri").asText());
  }

  private RegisteredModel model(JsonNode node) {
    String name = node.path("name").asText();
    int number = node.path("version").asInt();
    return new RegisteredModel(
        name,
        number,
        MlflowJson.tags(node.path("tags")),
        node.path("source").asText(),
        access.server() + "/#/models/" + name.replace(" ", "%20") + "/versions/" + number);
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Digests.sha256(in);
    }
  }
}
