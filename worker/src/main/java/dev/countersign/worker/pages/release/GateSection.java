package dev.countersign.worker.pages.release;

import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.report.CheckWords;
import dev.countersign.report.Numbers;
import dev.countersign.workflow.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a gate found.
 *
 * @param id of the gate
 * @param judged checks with a verdict, in the order a person should read them
 * @param figures checks that nothing is decided by
 * @param pictures plots
 * @param documents everything else it left
 */
record GateSection(
    String id,
    String title,
    String purpose,
    String verdict,
    String tone,
    List<CheckRow> judged,
    List<CheckRow> figures,
    List<Link> pictures,
    List<Link> documents) {

  /**
   * A check.
   *
   * @param about attribute, group and reference
   * @param alongside the same figure on rows that do not decide, in words
   */
  record CheckRow(
      String check,
      String about,
      String value,
      String interval,
      @Nullable String method,
      String bar,
      String verdict,
      String tone,
      String n,
      @Nullable String convention,
      @Nullable String note,
      @Nullable String alongside) {}

  /** A piece of evidence to look at. */
  record Link(String name, String href) {}

  static GateSection of(Stage stage, GateResult result, EvidenceLinks links) {
    return new GateSection(
        result.gate(),
        stage.title(),
        stage.purpose(),
        result.verdict().name(),
        Words.toneOf(result.verdict()),
        result.checks().stream().filter(c -> c.verdict() != null).map(GateSection::row).toList(),
        result.checks().stream().filter(c -> c.verdict() == null).map(GateSection::row).toList(),
        result.artifacts().stream()
            .filter(GateSection::isPicture)
            .map(ref -> link(ref, links))
            .toList(),
        result.artifacts().stream()
            .filter(ref -> !isPicture(ref))
            .map(ref -> link(ref, links))
            .toList());
  }

  private static boolean isPicture(EvidenceRef ref) {
    return ref.name().endsWith(".svg");
  }

  private static Link link(EvidenceRef ref, EvidenceLinks links) {
    return new Link(ref.name(), links.to(ref));
  }

  static CheckRow row(Check check) {
    return new CheckRow(
        check.check(),
        CheckWords.whom(check),
        CheckWords.value(check),
        Numbers.of(check.interval()),
        check.interval() == null
            ? null
            : check.interval().method()
                + String.format(Locale.ROOT, ", %.0f %%", check.interval().confidence() * 100),
        Numbers.of(check.bounds()),
        check.verdict() == null ? "" : check.verdict().name(),
        Words.toneOf(check.verdict()),
        check.n() == null ? "" : String.format(Locale.ROOT, "%,d", check.n()),
        check.convention(),
        check.note(),
        alongside(check.alongside()));
  }

  private static @Nullable String alongside(Check.@Nullable Alongside other) {
    return other == null || other.value() == null
        ? null
        : "on the %s rows %s %s"
            .formatted(
                other.rows(),
                Numbers.of(Objects.requireNonNull(other.value())),
                Numbers.of(other.interval()))
            .strip();
  }
}
