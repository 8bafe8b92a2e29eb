package dev.countersign.cli.sign;

import dev.countersign.approval.CheckRef;
import dev.countersign.approval.WaiverPredicate;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.gate.Check;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.SigningKey;
import dev.countersign.passport.Statement;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.SignOffReceipt;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a waiver of one check: disclosed, expiring, never an edit of the bar. */
@Command(
    name = "waive",
    description = "Waive one check that holds a release, for a reason and a while.",
    mixinStandardHelpOptions = true)
public final class WaiveCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "R", description = "model/version")
  private @Nullable ReleaseName name;

  @Option(
      names = "--check",
      required = true,
      paramLabel = "CHECK",
      description = "The check, for example disparate-impact, or gate/check/attribute/group.")
  private String check = "";

  @Option(names = "--attribute", paramLabel = "NAME", description = "Its attribute, if it has one.")
  private @Nullable String attribute;

  @Option(names = "--group", paramLabel = "NAME", description = "Its group, if it has one.")
  private @Nullable String group;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; disclosed.")
  private String reason = "";

  @Option(
      names = "--expires",
      required = true,
      paramLabel = "DATE",
      description = "Until when it counts: 2027-01-31, or a time such as 2027-01-31T12:00:00Z.")
  private String expires = "";

  @Mixin private final Signatory signatory = new Signatory();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  public WaiveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ReleaseName release = Objects.requireNonNull(name);
    Instant until = instant(expires);
    SigningKey key = signatory.signingKey(surroundings);
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      Releases releases = session.releases();
      SignOffReceipt receipt =
          releases.waive(release, waiver(release, releases.view(release), until, key));
      if (json.isWanted()) {
        json.print(surroundings.terminal(), receipt);
      } else {
        surroundings.terminal().out().println(receipt.said());
        surroundings.terminal().out().flush();
      }
    }
    return 0;
  }

  private Envelope waiver(ReleaseName release, ReleaseView view, Instant until, SigningKey key) {
    if (view.releaseDigest() == null || view.log().isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          release + " has not been taken in yet, so there is nothing to waive",
          "Follow it with: countersign release watch " + release);
    }
    var said =
        new WaiverPredicate(
            named(view),
            reason,
            signatory.seat(),
            signatory.person(Optional.empty()),
            until,
            view.log().getLast().digest(),
            surroundings.clock().instant());
    var subject = Statement.Descriptor.of(release.workflowId(), view.releaseDigest());
    return Envelope.sign(Statement.about(subject, WaiverPredicate.TYPE, said), key);
  }

  /** The check that is named; of those that hold the release by that id, exactly one. */
  private CheckRef named(ReleaseView view) {
    CheckRef named = written(view);
    List<Check> open =
        view.open().stream()
            .filter(_ -> named.gate().equals(view.stage().id()))
            .filter(one -> one.check().equals(named.check()) && one.attribute() != null)
            .toList();
    boolean meant =
        open.isEmpty()
            || open.stream()
                .anyMatch(
                    one ->
                        Objects.equals(one.attribute(), named.attribute())
                            && Objects.equals(one.group(), named.group()));
    if (!meant) {
      throw new CommandFailure(
          ExitCode.USAGE,
          named + " names none of the groups that hold " + name,
          "Waive each by itself: --check "
              + open.stream()
                  .map(one -> CheckRef.of(named.gate(), one).toString())
                  .distinct()
                  .collect(Collectors.joining(" or --check ")));
    }
    return named;
  }

  /** A check without its gate is one of the gate the release stands at. */
  private CheckRef written(ReleaseView view) {
    if (!check.contains("/")) {
      return new CheckRef(view.stage().id(), check, attribute, group);
    }
    try {
      CheckRef ref = CheckRef.parse(check);
      return new CheckRef(
          ref.gate(),
          ref.check(),
          attribute == null ? ref.attribute() : attribute,
          group == null ? ref.group() : group);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, String.valueOf(e.getMessage()), "Correct --check", e);
    }
  }

  private static Instant instant(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--expires " + text + " is no date",
          "Write a date such as 2027-01-31, or a time such as 2027-01-31T12:00:00Z",
          e);
    }
  }
}
