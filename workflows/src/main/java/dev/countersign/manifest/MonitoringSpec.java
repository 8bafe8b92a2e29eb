package dev.countersign.manifest;

import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is watched after the release: obligations that can only be met later. */
public record MonitoringSpec(
    @Doc("What can only be known later, each with a due date, an owner and a consequence.")
        List<Obligation> obligations,
    @Doc("How long one command brings the former champion back; may only lengthen the policy's.")
        @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
        @Nullable String rollbackWindow) {
  public MonitoringSpec {
    obligations = obligations == null ? List.of() : List.copyOf(obligations);
  }

  /** What can only be known later; it has a bound. */
  public record Obligation(
      @Doc("What will be measured.") String metric,
      @Doc("The smallest value allowed.") @Nullable Double min,
      @Doc("The largest value allowed.") @Nullable Double max,
      @Doc("How long after the release, for example 90d.")
          @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
          String due,
      @Doc("Who has to bring it.") String owner,
      @Doc("What follows if it is missed or breached.") String consequence) {}
}
