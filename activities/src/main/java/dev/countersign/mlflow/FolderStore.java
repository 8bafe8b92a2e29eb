package dev.countersign.mlflow;

import dev.countersign.passport.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A registry in a folder, for one machine: {@code <root>/<model>/<number>/} holds {@code
 * version.json}, the model's file and {@code attachments/}; {@code <root>/<model>/aliases.json} the
 * aliases. A version appears whole, in one step, or not at all; changes of a model are made under a
 * lock that other processes honour.
 */
public final class FolderStore implements RegistryStore {
  private static final String VERSION_FILE = "version.json";
  private static final String ALIASES_FILE = "aliases.json";
  private static final String ATTACHMENTS = "attachments";
  private static final String UNFINISHED = ".unfinished";
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path root;

  /**
   * @param root the folder, made if it is missing
   * @throws RegistryException if it can't be made
   */
  public FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    io("make the registry " + this.root, () -> Files.createDirectories(this.root));
  }

  /** What {@code version.json} holds. */
  private record Entry(
      String model,
      int number,
      Map<String, String> params,
      Map<String, Double> metrics,
      Map<String, String> tags,
      List<LoggedDataset> datasets) {
    Entry {
      datasets = datasets == null ? List.of() : List.copyOf(datasets);
    }

    Entry with(Map<String, String> others) {
      return new Entry(model, number, params, metrics, others, datasets);
    }
  }

  /** What {@code aliases.json} holds. */
  private record Aliases(Map<String, Integer> aliases) {}

  @Override
  public RegisteredModel add(Registration registration) {
    String model = registration.model();
    Optional<RegisteredModel> begun =
        tagged(model, Tag.RELEASE.key(), registration.release()).stream().findFirst();
    return begun.orElseGet(
        () -> {
          int number = numbers(model).reduce(0, Math::max) + 1;
          io(
              "register " + registration.version() + " of " + model,
              () -> assemble(registration, number));
          return stored(model, number);
        });
  }

  private Path assemble(Registration registration, int number) throws IOException {
    Path folder = Files.createDirectories(home(registration.model()));
    Path unfinished = folder.resolve(UNFINISHED);
    DurableFiles.deleteTree(unfinished);
    Files.createDirectories(unfinished.resolve(ATTACHMENTS));
    String digest =
        DurableFiles.copy(registration.file(), unfinished.resolve(registration.fileName()));
    if (!digest.equals(registration.digest())) {
      throw new RegistryException(
          registration.file() + " is not what was evaluated: its digest is " + digest);
    }
    keep(registration.attachments(), unfinished.resolve(ATTACHMENTS));
    DurableFiles.write(
        unfinished.resolve(VERSION_FILE),
        new Entry(
            registration.model(),
            number,
            registration.params(),
            registration.metrics(),
            registration.allTags(),
            registration.datasets()));
    return DurableFiles.move(unfinished, folder.resolve(String.valueOf(number)));
  }

  @Override
  public List<RegisteredModel> tagged(String model, String key, String value) {
    return numbers(model)
        .sorted()
        .map(number -> stored(model, number))
        .filter(version -> value.equals(version.tags().get(key)))
        .toList();
  }

  @Override
  public Optional<RegisteredModel> version(String model, int number) {
    return Files.isDirectory(folder(model, number))
        ? Optional.of(stored(model, number))
        : Optional.empty();
  }

  @Override
  public Map<String, Integer> aliases(String model) {
    Path file = home(model).resolve(ALIASES_FILE);
    return Files.exists(file)
        ? io("read " + file, () -> DurableFiles.read(file, Aliases.class)).aliases()
        : Map.of();
  }

  @Override
  public void alias(String model, String alias, int number) {
    Map<String, Integer> aliases = new TreeMap<>(aliases(model));
    aliases.put(alias, number);
    write(home(model).resolve(ALIASES_FILE), new Aliases(aliases));
  }

  @Override
  public void dropAlias(String model, String alias) {
    Map<String, Integer> aliases = new TreeMap<>(aliases(model));
    if (aliases.remove(alias) != null) {
      write(home(model).resolve(ALIASES_FILE), new Aliases(aliases));
    }
  }

  @Override
  public void tag(RegisteredModel version, String key, String value) {
    Entry entry = entry(version.model(), version.number());
    Map<String, String> tags = new TreeMap<>(entry.tags());
    tags.put(key, value);
    write(folder(version.model(), version.number()).resolve(VERSION_FILE), entry.with(tags));
  }

  @Override
  public void attach(RegisteredModel version, List<Attachment> attachments) {
    Path folder = folder(version.model(), version.number()).resolve(ATTACHMENTS);
    io("keep files beside " + version.uri(), () -> keep(attachments, folder));
  }

  @Override
  public Path fetch(RegisteredModel version) {
    Path file =
        folder(version.model(), version.number()).resolve(version.tag(Tag.FILE).orElse("model"));
    String digest =
        io(
            "read " + file,
            () -> {
              try (InputStream in = Files.newInputStream(file)) {
                return Digests.sha256(in);
              }
            });
    if (!version.digest().equals(Optional.of(digest))) {
      throw new RegistryException(
          file + " was altered since it was registered: restore it from a backup");
    }
    return file;
  }

  @Override
  public <T> T exclusively(String model, Supplier<T> action) {
    synchronized (IN_THIS_PROCESS) {
      Path file = root.resolve(".lock-" + home(model).getFileName());
      return io(
          "lock " + file,
          () -> {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
              if (!lock.isValid()) {
                throw new IOException("the lock was lost");
              }
              return action.get();
            }
          });
    }
  }

  private Path keep(List<Attachment> attachments, Path folder) throws IOException {
    for (Attachment attachment : attachments) {
      DurableFiles.replace(attachment.file(), folder.resolve(attachment.name()));
    }
    return folder;
  }

  private RegisteredModel stored(String model, int number) {
    Path folder = folder(model, number);
    return new RegisteredModel(
        model, number, entry(model, number).tags(), folder.toString(), folder.toUri().toString());
  }

  private Entry entry(String model, int number) {
    Path file = folder(model, number).resolve(VERSION_FILE);
    return io("read " + file, () -> DurableFiles.read(file, Entry.class));
  }

  private Stream<Integer> numbers(String model) {
    Path folder = home(model);
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    return io(
        "list " + folder,
        () -> {
          try (Stream<Path> entries = Files.list(folder)) {
            return entries
                .map(entry -> entry.getFileName().toString())
                .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                .map(Integer::valueOf)
                .toList()
                .stream();
          }
        });
  }

  private Path home(String model) {
    Registration.validateModel(model);
    return root.resolve(model);
  }

  private Path folder(String model, int number) {
    return home(model).resolve(String.valueOf(number));
  }

  private static void write(Path file, Object content) {
    io("write " + file, () -> DurableFiles.write(file, content));
  }

  private interface FileAction<T> {
    T run() throws IOException;
  }

  private static <T> T io(String what, FileAction<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          "can't " + what + ": " + e.getMessage() + ". Check its space and permissions", e);
    }
  }
}
