package dev.countersign.cli.keys;

import dev.countersign.approval.TrustedKey;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.KeyFile;
import dev.countersign.cli.Surroundings;
import dev.countersign.passport.SigningKey;
import dev.countersign.report.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a signing key. */
@Command(
    name = "new",
    description = "Make a signing key: the private half in a file only you can read.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Prints the line that whoever keeps trust.yaml puts under your name there.",
      "Nobody else ever needs the private key, and it can't be made again."
    })
final class NewKeyCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@+-]{1,100}");

  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "NAME",
      description = "Whose key, best as trust.yaml names the person: ada@lending.example")
  private String name = "";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to write NAME.key (default: here).")
  private Path dir = Path.of(".");

  @Mixin private final JsonOption json = new JsonOption();

  NewKeyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (!NAME.matcher(name).matches() || name.startsWith(".")) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'" + name + "' can't name a key file",
          "Use letters, digits, and . _ @ + - ");
    }
    Path file = surroundings.path(dir).resolve(name + ".key");
    SigningKey key = SigningKey.generate();
    write(file, key);
    print(file, key);
    return 0;
  }

  private void print(Path file, SigningKey key) {
    PrintWriter out = surroundings.terminal().out();
    String line = new TrustedKey(key.publicKey().key(), null, null, null).line();
    if (json.isWanted()) {
      json.print(
          surroundings.terminal(),
          Map.of(
              "file", file.toString(),
              "key", key.publicKey().key(),
              "id", key.publicKey().id(),
              "trust", line));
      return;
    }
    surroundings.terminal().err().println("private key: " + file + " (readable by you alone)");
    surroundings.terminal().err().println("line for trust.yaml, under people: " + name + ": keys:");
    surroundings.terminal().err().flush();
    out.println(line);
    out.flush();
  }

  private static void write(Path file, SigningKey key) {
    try {
      KeyFile.write(file, key);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          file + " is there already, and a key is never overwritten",
          "Choose another name or folder, or move the old key away",
          e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNEXPECTED,
          file + " can't be written: " + e.getMessage(),
          "Name a folder you may write to with --dir",
          e);
    }
  }
}
