package dev.countersign.cli.release;

import dev.countersign.approval.Submission;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.KeyFile;
import dev.countersign.cli.ManifestFile;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.client.ClientException;
import dev.countersign.client.Ending;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.SigningKey;
import dev.countersign.report.ExitCode;
import dev.countersign.report.ReleaseReport;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.Stage;
import dev.countersign.workflow.StageView;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a release, and waits for as much of it as the caller wants. */
@Command(
    name = "start",
    description = "Start a release from a manifest.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Waits until the manifest is accepted or refused; with --wait until the release ends,",
      "with --wait-for board until people are asked. A refused manifest names every mistake and",
      "is exit 2. If the wait is interrupted the release goes on: countersign release watch R."
    })
final class StartCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "-f", required = true, paramLabel = "FILE", description = "The manifest.")
  private Path file = Path.of("release.yaml");

  @Option(names = "--wait", description = "Wait for the end; the exit code is the outcome.")
  private boolean wait;

  @Option(
      names = "--wait-for",
      paramLabel = "board",
      description = "Wait until the first board is asked, or a gate is held (exit 4).")
  private @Nullable Milestone milestone;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Sign that you hand it in: the private key of whom metadata.submittedBy names. Needed for"
              + " a high risk unless everything is embedded.")
  private @Nullable Path key;

  @Mixin private final CiFiles ciFiles = new CiFiles();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  /** What can be waited for before the end. */
  enum Milestone {
    BOARD
  }

  StartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    ManifestFile manifest = ManifestFile.read(file, surroundings);
    Terminal terminal = surroundings.terminal();
    ReleaseName name = manifest.release().orElse(null);
    if (name == null) {
      return refused(manifest);
    }
    Envelope signed = signed(name, manifest);
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      return start(name, manifest, signed, session.releases()).code();
    } catch (ClientException unreachable) {
      if (unreachable.kind() == ClientException.Kind.UNREACHABLE
          && !manifest.reading().isAccepted()) {
        terminal.err().println("Temporal can't be reached, so the data was not looked at.");
        return refused(manifest);
      }
      throw unreachable;
    }
  }

  /** A manifest with mistakes is refused anyway, so nothing is signed then. */
  private @Nullable Envelope signed(ReleaseName name, ManifestFile manifest) {
    if (key == null) {
      return null;
    }
    SigningKey signing = KeyFile.read(key, surroundings);
    ReleaseManifest read = manifest.reading().manifest();
    return read == null
        ? null
        : new Submission(name.workflowId(), Digests.ofJson(read), read.metadata().submittedBy())
            .sign(manifest.base(), surroundings.clock().instant(), signing);
  }

  private ExitCode start(
      ReleaseName name, ManifestFile manifest, @Nullable Envelope signed, Releases releases)
      throws InterruptedException {
    String run = releases.start(name, manifest.text(), manifest.base(), signed);
    Terminal progress =
        json.isWanted() ? surroundings.terminal().withOutputAside() : surroundings.terminal();
    progress.out().println("started release " + name + " (run " + run + ")");
    progress.out().flush();
    Following following = new Following(releases, name, progress, surroundings);
    ReleaseReport report = following.until(enough());
    ciFiles.write(report, surroundings);
    return conclude(report, manifest, run, progress);
  }

  private Predicate<ReleaseView> enough() {
    if (wait) {
      return view -> false;
    }
    return milestone == null
        ? view -> view.stage() != Stage.INTAKE
        : view -> view.asked() != null || isHeld(view);
  }

  private ExitCode conclude(
      ReleaseReport report, ManifestFile manifest, String run, Terminal progress) {
    Ending ending = report.ending();
    if (ending != null) {
      ExitCode code = Finale.print(report, ending, manifest.named().toString(), progress);
      if (json.isWanted()) {
        json.print(surroundings.terminal(), document(report, run));
      }
      return code;
    }
    if (json.isWanted()) {
      json.print(surroundings.terminal(), document(report, run));
    } else {
      progress.out().println("goes on; follow it with: countersign release watch " + report.name());
      progress.out().flush();
    }
    return report.view() != null && isHeld(report.view()) ? ExitCode.HELD : ExitCode.OK;
  }

  private static Object document(ReleaseReport report, String run) {
    Ending ending = report.ending();
    if (ending != null && ending.result() != null) {
      return ending.result();
    }
    return Map.of(
        "release",
        report.name().toString(),
        "run",
        run,
        "stage",
        report.view() == null ? Stage.INTAKE.id() : report.view().stage().id());
  }

  private static boolean isHeld(ReleaseView view) {
    return view.stages().stream().anyMatch(stage -> stage.status() == StageView.Status.HELD);
  }

  private int refused(ManifestFile manifest) {
    if (manifest.reading().isAccepted()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          manifest.named() + " names no model and version",
          "Write metadata.model and metadata.version");
    }
    return Finale.refuse(manifest, manifest.reading().problems(), json, surroundings.terminal());
  }
}
