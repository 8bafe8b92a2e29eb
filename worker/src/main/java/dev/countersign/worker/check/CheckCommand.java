package dev.countersign.worker.check;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.ManifestFile;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.cli.release.Finale;
import dev.countersign.data.DataException;
import dev.countersign.explain.ExplainException;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.model.ModelException;
import dev.countersign.model.endpoint.EndpointUnavailableException;
import dev.countersign.release.LocalCheck;
import dev.countersign.report.CheckTable;
import dev.countersign.report.ExitCode;
import dev.countersign.training.TrainingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs gates here and now. */
@Command(
    name = "check",
    description = "Run gates here and now, without a server: same code, same verdicts.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Gates: data-audit, mitigation, evaluation, explainability, adversarial, model-card;",
      "without one named, every gate that can run. What a named gate needs runs silently.",
      "Exit code: 0 passed (warnings too), 2 the manifest is wrong, 3 a gate failed,",
      "4 inconclusive."
    })
public final class CheckCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(arity = "0..*", paramLabel = "GATE", description = "Gates to report.")
  private List<String> gates = List.of();

  @Option(names = "-f", required = true, paramLabel = "FILE", description = "The manifest.")
  private Path file = Path.of("release.yaml");

  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final LocalParts parts = new LocalParts();

  public CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ManifestFile manifest = ManifestFile.read(file, surroundings);
    ProgressLine progress = new ProgressLine(surroundings.terminal());
    LocalCheck.Outcome outcome;
    try {
      outcome =
          parts
              .put(surroundings)
              .check()
              .check(
                  manifest.text(),
                  manifest.base(),
                  gates,
                  progress,
                  result -> {
                    progress.clear();
                    if (!json.isWanted()) {
                      print(result);
                    }
                  });
    } catch (EndpointUnavailableException e) {
      throw LocalParts.unreachable(file, e);
    } catch (IllegalArgumentException
        | DataException
        | ModelException
        | TrainingException
        | ExplainException e) {
      throw new CommandFailure(
          ExitCode.USAGE, file + ": " + e.getMessage(), "Mend that and check again", e);
    } finally {
      progress.clear();
    }
    LocalCheck.Report report = outcome.report();
    if (report == null) {
      return Finale.refuse(manifest, outcome.problems(), json, surroundings.terminal());
    }
    if (json.isWanted()) {
      json.print(surroundings.terminal(), report);
    } else {
      Terminal terminal = surroundings.terminal();
      terminal.out().println(report.model() + " " + report.version() + ": " + report.verdict());
      terminal.out().flush();
    }
    return exitCode(report.verdict()).code();
  }

  private void print(GateResult result) {
    Terminal terminal = surroundings.terminal();
    PrintWriter out = terminal.out();
    out.println(terminal.ink().strong(result.gate()) + "  " + result.verdict());
    List<Check> told = CheckTable.told(result);
    CheckTable.of(told, terminal.ink()).forEach(line -> out.println("  " + line));
    if (told.size() < result.checks().size()) {
      out.println(
          terminal
              .ink()
              .faint("  and " + (result.checks().size() - told.size()) + " figures: see --json"));
    }
    for (EvidenceRef artifact : result.artifacts()) {
      out.println(terminal.ink().faint("  " + artifact.name() + "  " + artifact.uri()));
    }
    out.println();
    out.flush();
  }

  static ExitCode exitCode(Verdict verdict) {
    return switch (verdict) {
      case PASS, WARN -> ExitCode.OK;
      case INCONCLUSIVE -> ExitCode.HELD;
      case FAIL -> ExitCode.GATE_FAILED;
    };
  }
}
