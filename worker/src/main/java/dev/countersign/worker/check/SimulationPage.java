package dev.countersign.worker.check;

import dev.countersign.cli.Terminal;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.Durations;
import dev.countersign.release.RolloutSimulation.Failure;
import dev.countersign.release.RolloutSimulation.Report;
import dev.countersign.release.RolloutSimulation.Step;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.FreezeWindow;
import dev.countersign.rollout.LiveGroups;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A simulated rollout for people. */
final class SimulationPage {
  private SimulationPage() {}

  static void print(Report report, Terminal terminal) {
    PrintWriter out = terminal.out();
    out.println(
        terminal.ink().strong(report.model() + " " + report.version())
            + " in %s: %s router, metrics from %s"
                .formatted(report.environment(), report.router(), report.metrics()));
    out.println("  the rest is served by: " + report.incumbent());
    out.println("  fallback: " + report.fallback());
    out.println(
        "  lease %s, judged from %d requests on, stands still for %s at most, another release: %s"
            .formatted(
                Durations.show(report.leaseTtl()),
                report.minimumRequests(),
                Durations.show(report.progressDeadline()),
                report.onConflict()));
    if (!report.promoters().isEmpty()) {
      out.println(
          "  a bake is cut short by the signature of: " + String.join(", ", report.promoters()));
    }
    for (LiveGroups groups : report.groups()) {
      out.println(
          "  compared by %s: %s; reference %s; told by %s"
              .formatted(
                  groups.attribute(),
                  String.join(", ", groups.groups()),
                  groups.reference(),
                  groups.toldBy()));
    }
    for (Step step : report.steps()) {
      print(step, terminal);
    }
    out.println();
    out.println(
        report.stopped() == null
            ? report.ends() + "  the candidate is made the incumbent"
            : report.ends() + "  everything is given back: " + report.stopped());
    out.println();
    out.println(terminal.ink().strong("If"));
    for (Failure failure : report.failures()) {
      out.println("  " + failure.when() + ":");
      out.println("      " + failure.then());
    }
    out.flush();
  }

  private static void print(Step step, Terminal terminal) {
    PrintWriter out = terminal.out();
    out.println();
    for (FreezeWindow window : step.waits()) {
      out.println(
          "  frozen from %s until %s%s"
              .formatted(
                  window.from(),
                  window.until(),
                  window.reason() == null ? "" : ": " + window.reason()));
    }
    String begins = step.begins() == null ? "never reached" : step.begins().toString();
    out.println(
        begins + "  " + terminal.ink().strong("step " + step.number() + ", " + step.name()));
    out.println("  candidate: " + share(step) + "; bakes " + Durations.show(step.bake()));
    step.bars().forEach((check, bar) -> out.println("  " + check + " " + words(bar)));
    if (step.baked() != null) {
      out.println("  judged " + step.baked() + ", held undecided until " + step.undecidedUntil());
    }
  }

  private static String share(Step step) {
    if (step.audience() == Audience.SHADOW) {
      return "a copy of every request, and answers nobody";
    }
    String everybody = "%s %% of everybody".formatted(number(step.weight()));
    return step.audience() == Audience.NOBODY
        ? everybody
        : everybody + ", and " + step.audience().name().toLowerCase(Locale.ROOT) + " people";
  }

  private static String words(CheckBar bar) {
    List<String> parts = new ArrayList<>();
    if (bar.min() != null) {
      parts.add("at least " + number(bar.min()));
    }
    if (bar.max() != null) {
      parts.add("at most " + number(bar.max()));
    }
    if (bar.maxDrop() != null) {
      parts.add("no worse than the incumbent by over " + number(bar.maxDrop()));
    }
    return String.join(", ", parts)
        + (bar.severity() == Severity.WARN ? " (warns)" : "")
        + (bar.basis() == null ? "" : "   [" + bar.basis() + "]");
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
