package dev.countersign.cli.passport;

import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustReader;
import dev.countersign.approval.TrustReading;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.InputFile;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.report.ExitCode;
import dev.countersign.report.Ink;
import dev.countersign.report.ProblemLines;
import dev.countersign.verification.Finding;
import dev.countersign.verification.PassportVerifier;
import dev.countersign.verification.Promise;
import dev.countersign.verification.VerificationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a passport offline. */
@Command(
    name = "verify",
    description = "Check a passport offline, promise by promise.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: 0 verified and released; 3 a promise is broken, or the release had been",
      "rejected by a gate or by people; 4 nobody to trust, so nothing can be told; 5 it had been",
      "aborted or had expired; 6 it had been rolled back; 2 the command or the trust file is",
      "wrong."
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final long MAX_PASSPORT = 256L << 20;
  private static final long MAX_TRUST = 4L << 20;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The passport.")
  private Path file = Path.of("passport.zip");

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Whom to believe: people's and servers' keys. Without it nobody.")
  private @Nullable Path trust;

  @Option(names = "--allow-demo", description = "Look at a passport made on embedded parts, too.")
  private boolean allowDemo;

  @Mixin private final JsonOption json = new JsonOption();

  public VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    byte[] passport = InputFile.bytes(file, surroundings, MAX_PASSPORT);
    VerificationReport report =
        PassportVerifier.verify(passport, trust == null ? null : trusted(trust), allowDemo);
    if (json.isWanted()) {
      json.print(surroundings.terminal(), report);
    } else {
      print(report);
    }
    boolean onlyDemo = report.promises(Finding.State.FAILED).equals(List.of(Promise.DEMO));
    return trust == null && onlyDemo ? ExitCode.HELD.code() : exitCode(report).code();
  }

  private TrustFile trusted(Path named) {
    TrustReading reading = TrustReader.read(InputFile.text(named, surroundings, MAX_TRUST));
    if (reading.trust() != null) {
      return reading.trust();
    }
    ProblemLines.of(named.toString(), reading.problems())
        .forEach(surroundings.terminal().err()::println);
    throw new CommandFailure(
        ExitCode.USAGE, "the trust file " + named + " is wrong", "Correct it and verify again");
  }

  private void print(VerificationReport report) {
    Terminal terminal = surroundings.terminal();
    Ink ink = terminal.ink();
    for (Finding finding : report.findings()) {
      String mark =
          switch (finding.state()) {
            case OK -> ink.good("✓");
            case FAILED -> ink.bad("✗");
            case UNKNOWN -> ink.open("?");
          };
      terminal.out().println(mark + " %-10s  %s".formatted(finding.promise(), finding.words()));
    }
    terminal.out().println(conclusion(report, ink));
    terminal.out().flush();
  }

  private String conclusion(VerificationReport report, Ink ink) {
    String what =
        report.model() == null ? file.toString() : report.model() + " " + report.version();
    return switch (report.conclusion()) {
      case VERIFIED -> ink.good("VERIFIED") + "  " + what + " was released";
      case NOT_RELEASED ->
          ink.notable("GENUINE")
              + "  the record of "
              + what
              + ", which was not released: "
              + report.outcome();
      case UNTRUSTED ->
          ink.open("NOT TRUSTED")
              + "  nothing is broken, but whether to believe it can't be told"
              + (trust == null ? ": name whom to trust with --trust FILE" : "");
      case FAILED -> ink.bad("NOT VERIFIED") + "  " + what + " does not keep what it promises";
    };
  }

  private static ExitCode exitCode(VerificationReport report) {
    return switch (report.conclusion()) {
      case VERIFIED -> ExitCode.OK;
      case UNTRUSTED -> ExitCode.HELD;
      case FAILED -> ExitCode.GATE_FAILED;
      case NOT_RELEASED ->
          switch (Objects.requireNonNullElse(report.outcome(), "")) {
            case "ROLLED_BACK" -> ExitCode.ROLLED_BACK;
            case "ABORTED", "EXPIRED" -> ExitCode.REJECTED;
            default -> ExitCode.GATE_FAILED;
          };
    };
  }
}
