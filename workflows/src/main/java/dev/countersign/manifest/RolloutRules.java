package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Nearest;
import dev.countersign.manifest.binding.Problems;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** How traffic may grow. */
final class RolloutRules implements Rule {
  private static final List<String> METRICS = List.of(RouterCatalogue.EMBEDDED, "prometheus");
  private static final List<String> AUDIENCES = List.of("shadow", "internal", "pilot");
  private static final Duration LEAST_LEASE = Duration.ofSeconds(10);
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(15);
  private static final double ALL = 100;

  @Override
  public void check(Draft manifest, Problems problems) {
    Draft rollout = manifest.at("rollout");
    checkKind(rollout.at("router"), "router", RouterCatalogue.kinds(), problems);
    checkKind(rollout.at("metrics"), "source of metrics", METRICS, problems);
    checkWeights(rollout.at("steps"), problems);
    boolean live = false;
    for (Draft step : rollout.at("steps").items()) {
      checkAudience(step.at("audience"), problems);
      boolean shadow = step.at("audience").text().equals(Optional.of("shadow"));
      if (shadow) {
        checkShadow(step, live, problems);
      }
      live |= !shadow;
    }
    checkLease(rollout.at("lease"), problems);
    rollout.at("freeze").items().forEach(freeze -> checkFreeze(freeze, problems));
  }

  private static void checkKind(Draft kinds, String what, List<String> known, Problems problems) {
    if (kinds.items().size() > 1) {
      problems.add(kinds, "names more than one " + what, "Keep one");
    }
    kinds
        .entries()
        .forEach(
            (kind, options) -> {
              if (!known.contains(kind)) {
                problems.add(
                    options,
                    "'" + kind + "' is no " + what + " known here",
                    "Write one of "
                        + String.join(", ", known)
                        + Nearest.slip(kind, known).map(n -> "; the nearest is " + n).orElse(""));
              }
            });
  }

  private static void checkWeights(Draft steps, Problems problems) {
    double reached = 0;
    for (Draft step : steps.items()) {
      Draft weight = step.at("weight");
      Optional<Double> percent = weight.number();
      if (percent.isPresent() && percent.get() < reached) {
        problems.add(
            weight,
            "falls to " + show(percent.get()) + " % after " + show(reached) + " %",
            "Let weights grow or stay; a rollback is no step");
      }
      reached = Math.max(reached, percent.orElse(reached));
    }
    List<Draft> all = steps.items();
    if (!all.isEmpty()) {
      Draft last = all.getLast().at("weight");
      last.number()
          .filter(percent -> percent != ALL)
          .ifPresent(
              percent ->
                  problems.add(
                      last,
                      "the last step leaves the release at " + show(percent) + " %",
                      "End with a step of weight: 100"));
    }
  }

  static String show(double percent) {
    return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
  }

  private static void checkAudience(Draft audience, Problems problems) {
    audience
        .text()
        .filter(name -> !AUDIENCES.contains(name))
        .ifPresent(
            name ->
                problems.add(
                    audience,
                    "'" + name + "' is no audience",
                    "Write one of "
                        + String.join(", ", AUDIENCES)
                        + ", or leave it out for everyone by weight"));
  }

  private static void checkShadow(Draft step, boolean live, Problems problems) {
    if (live) {
      problems.add(
          step.at("audience"),
          "mirrors requests after callers were answered by the candidate already",
          "Put the shadow step first");
      return;
    }
    step.at("weight")
        .number()
        .filter(percent -> percent != 0)
        .ifPresent(
            percent ->
                problems.add(
                    step.at("weight"),
                    "a shadow answers nobody, so it can't have " + show(percent) + " %",
                    "Write weight: 0"));
  }

  private static void checkLease(Draft lease, Problems problems) {
    lease
        .text()
        .map(Durations::parse)
        .filter(asked -> asked.compareTo(LEAST_LEASE) < 0 || asked.compareTo(LONGEST_LEASE) > 0)
        .ifPresent(
            asked ->
                problems.add(
                    lease,
                    asked.compareTo(LEAST_LEASE) < 0
                        ? "is over before it can be renewed"
                        : "would leave traffic with a candidate nobody watches",
                    "Write a time from %s to %s"
                        .formatted(Durations.show(LEAST_LEASE), Durations.show(LONGEST_LEASE))));
  }

  private static void checkFreeze(Draft freeze, Problems problems) {
    boolean calendar = freeze.at("calendar").isWritten();
    boolean from = freeze.at("from").isWritten();
    boolean until = freeze.at("until").isWritten();
    if (calendar ? from || until : !(from && until)) {
      problems.add(
          freeze,
          calendar ? "names a calendar and a window" : "is no whole window",
          "Write from and until, or calendar alone");
      return;
    }
    checkWindow(freeze, problems);
  }

  private static void checkWindow(Draft freeze, Problems problems) {
    Optional<OffsetDateTime> from = instant(freeze.at("from"), problems);
    Optional<OffsetDateTime> until = instant(freeze.at("until"), problems);
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      problems.add(freeze, "ends before it begins", "Let until lie after from");
    }
  }

  private static Optional<OffsetDateTime> instant(Draft where, Problems problems) {
    try {
      return where.text().map(OffsetDateTime::parse);
    } catch (DateTimeParseException impossible) {
      problems.add(
          where, "'" + where.text().orElse("") + "' is no day or time there is", "Correct it");
      return Optional.empty();
    }
  }
}
