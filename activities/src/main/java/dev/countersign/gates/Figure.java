package dev.countersign.gates;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.CheckRule;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A measured figure on its way to becoming a {@link Check}: what it speaks of, what it came to, and
 * what else a reader must know. It is judged once, by {@link CheckRule}.
 */
public final class Figure {
  private final String check;
  private @Nullable String attribute;
  private @Nullable String group;
  private @Nullable String reference;
  private @Nullable String of;
  private @Nullable Double value;
  private @Nullable Interval interval;
  private @Nullable Long n;
  private @Nullable String convention;
  private @Nullable ToDoubleFunction<Bounds> chanceOutside;
  private Check.@Nullable Alongside alongside;
  private final List<Alternative> alternatives = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private record Alternative(String convention, double value, @Nullable Interval interval) {}

  private Figure(String check) {
    this.check = check;
  }

  /** A figure for the check of this id. */
  public static Figure of(String check) {
    return new Figure(check);
  }

  /** The check's id. */
  public String check() {
    return check;
  }

  /** What it speaks of: an attribute, a feature or a column. */
  public Figure on(String attribute) {
    this.attribute = attribute;
    return this;
  }

  /** The group measured, and the one it is compared with, if any. */
  public Figure group(String group, @Nullable String reference) {
    this.group = group;
    this.reference = reference;
    return this;
  }

  /** What the rates are of: {@code labels}, {@code decisions} or {@code scores}. */
  public Figure ratesOf(String of) {
    this.of = of;
    return this;
  }

  /** The estimate; what is null or not finite is absent, and the check then inconclusive. */
  public Figure value(@Nullable Double estimate) {
    this.value =
        estimate != null && Double.isFinite(estimate) ? (Double) (estimate + 0.0) : null; // no −0
    return this;
  }

  /** Its interval, if there is one. */
  public Figure interval(@Nullable Interval interval) {
    this.interval = interval;
    return this;
  }

  /** Rows measured. */
  public Figure rows(long n) {
    this.n = n;
    return this;
  }

  /** The formula in words. */
  public Figure convention(String words) {
    this.convention = words;
    return this;
  }

  /** A sentence a reader must know; sentences add up. */
  public Figure note(String sentence) {
    notes.add(sentence);
    return this;
  }

  /**
   * For a comparison of groups: how often a truly equal group of this size leaves the bounds, in
   * [0, 1].
   */
  public Figure chanceOutside(ToDoubleFunction<Bounds> chance) {
    this.chanceOutside = chance;
    return this;
  }

  /** The same figure on rows that don't decide. */
  public Figure alongside(Check.Alongside figure) {
    this.alongside = figure;
    return this;
  }

  /**
   * The same question answered by another common convention; shown in the note, which says so when
   * it lies on the other side of a bound. What is null or not finite is left out.
   *
   * @param words the other convention, to be followed by {@code : 0.74}
   */
  public Figure alternative(String words, @Nullable Double estimate) {
    return alternative(words, estimate, null);
  }

  /** As {@link #alternative(String, Double)}, with the estimate's interval where there is one. */
  public Figure alternative(String words, @Nullable Double estimate, @Nullable Interval interval) {
    if (estimate != null && Double.isFinite(estimate)) {
      alternatives.add(new Alternative(words, estimate, interval));
    }
    return this;
  }

  /** The check; without a bar or without bounds in it, a figure that carries no verdict. */
  public Check judgedBy(@Nullable CheckBar bar) {
    Bounds bounds = bar == null ? null : bar.bounds();
    if (bar == null || bounds == null) {
      return toCheck(null, null, allNotes(null));
    }
    Double chance =
        chanceOutside == null || value == null ? null : chanceOutside.applyAsDouble(bounds);
    Verdict verdict = CheckRule.decide(bar, value, interval, chance);
    List<String> said = allNotes(bounds);
    if (chance != null && !(chance <= CheckRule.CHANCE_LIMIT)) {
      said.add(
          String.format(
              Locale.ROOT,
              "A truly equal group of this size would leave the bounds %.0f %% of the time.",
              chance * 100));
    }
    return toCheck(bounds, verdict, said);
  }

  private List<String> allNotes(@Nullable Bounds bounds) {
    List<String> said = new ArrayList<>(notes);
    for (Alternative other : alternatives) {
      String text = other.convention() + ": " + format(other.value()) + ends(other.interval());
      said.add(text + (bounds == null ? "." : turn(bounds, other.value())));
    }
    return said;
  }

  private static String ends(@Nullable Interval interval) {
    return interval == null
        ? ""
        : " (" + format(interval.low()) + " to " + format(interval.high()) + ")";
  }

  private String turn(Bounds bounds, double otherwise) {
    if (value == null || bounds.contain(value) == bounds.contain(otherwise)) {
      return ".";
    }
    return (bounds.contain(otherwise) ? ", which is within" : ", which is outside")
        + " the bounds: this convention would turn the verdict.";
  }

  private Check toCheck(@Nullable Bounds bounds, @Nullable Verdict verdict, List<String> said) {
    return new Check(
        check,
        attribute,
        group,
        reference,
        of,
        value,
        interval,
        bounds,
        verdict,
        n,
        convention,
        said.isEmpty() ? null : String.join(" ", said),
        alongside);
  }

  /** A number with four decimals, as notes show it. */
  public static String format(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }
}
