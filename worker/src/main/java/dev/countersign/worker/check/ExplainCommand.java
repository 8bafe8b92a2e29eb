package dev.countersign.worker.check;

import dev.countersign.activity.ModelRef;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.ManifestFile;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.cli.release.Finale;
import dev.countersign.data.DataException;
import dev.countersign.explain.ExplainException;
import dev.countersign.model.ModelException;
import dev.countersign.model.endpoint.EndpointUnavailableException;
import dev.countersign.release.DecisionReport;
import dev.countersign.release.FrozenDocument;
import dev.countersign.release.LocalCheck;
import dev.countersign.report.ExitCode;
import dev.countersign.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Explains one decision. */
@Command(
    name = "explain",
    description = "Why the model decided this row as it did.",
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "-f", required = true, paramLabel = "FILE", description = "The manifest.")
  private Path file = Path.of("release.yaml");

  @Option(
      names = "--row",
      required = true,
      paramLabel = "ID",
      description = "The row: a value of the id column, or its number from 0 where there is none.")
  private String row = "";

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw it, as SVG.")
  private @Nullable Path svg;

  @Option(
      names = "--digest",
      paramLabel = "sha256:…",
      description = "The model that decided: any other is refused.")
  private @Nullable String digest;

  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final LocalParts parts = new LocalParts();

  public ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ManifestFile manifest = ManifestFile.read(file, surroundings);
    ProgressLine progress = new ProgressLine(surroundings.terminal());
    try {
      LocalParts.Parts put = parts.put(surroundings);
      LocalCheck.Ready ready = put.check().ready(manifest.text(), manifest.base(), progress);
      progress.clear();
      FrozenDocument document = ready.document();
      if (document == null) {
        return Finale.refuse(manifest, ready.problems(), json, surroundings.terminal());
      }
      if (ready.model() == null) {
        throw new CommandFailure(
            ExitCode.USAGE,
            file + " names no model to explain",
            "Name model or training in the manifest");
      }
      print(DecisionReport.of(document, theOneThatDecided(ready.model()), put.inputs(), row));
      return 0;
    } catch (EndpointUnavailableException e) {
      throw LocalParts.unreachable(file, e);
    } catch (DataException | ModelException | TrainingException | ExplainException e) {
      throw new CommandFailure(
          ExitCode.USAGE, file + ": " + e.getMessage(), "Mend that and ask again", e);
    } finally {
      progress.clear();
    }
  }

  private ModelRef theOneThatDecided(ModelRef model) {
    if (digest != null && !digest.equals(model.digest())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          file + " leads to the model " + model.digest() + ", but " + digest + " decided",
          "Name the manifest of the version that decided; its passport holds it");
    }
    return model;
  }

  private void print(DecisionReport report) {
    if (svg != null) {
      try {
        Files.writeString(surroundings.path(svg), report.why().toSvg());
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.UNEXPECTED,
            svg + " can't be written: " + e.getMessage(),
            "Name a file in a folder you may write to",
            e);
      }
    }
    if (json.isWanted()) {
      json.print(surroundings.terminal(), report.why().explanation());
    } else {
      Terminal terminal = surroundings.terminal();
      terminal.out().print(report.inWords());
      terminal.out().flush();
    }
  }
}
