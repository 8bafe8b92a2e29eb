package dev.countersign.worker.commands;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.cli.Cli;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.report.Ink;
import dev.countersign.worker.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The command line as a script uses it: commands in a folder, piped, with an environment. */
final class Shell {
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path folder;
  private final Map<String, String> environment;
  private final InstantSource clock;

  Shell(Path folder, Map<String, String> environment) {
    this(folder, environment, InstantSource.system());
  }

  private Shell(Path folder, Map<String, String> environment, InstantSource clock) {
    this.folder = folder;
    this.environment = environment;
    this.clock = clock;
  }

  /** The same on a machine whose clock shows that. */
  Shell with(InstantSource clock) {
    return new Shell(folder, environment, clock);
  }

  /** As in a process of its own, where nothing has logged before the command. */
  static void logAsCommandsDo() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(Shell.class.getResource("/logback-commands.xml"));
    } catch (JoranException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a command left behind.
   *
   * @param code its exit code
   * @param out everything on standard output, whoever wrote it
   * @param err what it wrote on standard error
   */
  record Said(int code, String out, String err) {

    /** Standard output as the one JSON document it has to be. */
    JsonNode json() {
      try {
        return STRICT.readTree(out);
      } catch (IOException e) {
        throw new UncheckedIOException("not one JSON document: " + out, e);
      }
    }

    @Override
    public String toString() {
      return "exit " + code + "\n--- out\n" + out + "--- err\n" + err;
    }
  }

  /** Runs {@code countersign} with these arguments, by the program that the launcher takes. */
  Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal piped =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            Ink.PLAIN,
            100,
            question -> Optional.empty());
    Surroundings here = new Surroundings(piped, environment, folder, clock);
    PrintStream console = System.out;
    ByteArrayOutputStream stray = new ByteArrayOutputStream();
    System.setOut(new PrintStream(stray, true, StandardCharsets.UTF_8));
    try {
      int code =
          switch (arguments[0]) {
            case "demo", "worker", "check", "explain", "rollout" ->
                Main.commandLine(here).execute(arguments);
            default -> Cli.commandLine(here).execute(arguments);
          };
      return new Said(code, out + stray.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(console);
    }
  }
}
