package dev.countersign.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verifying a passport found.
 *
 * @param model name of the model, as the passport says; null if it can't be read
 * @param version its version
 * @param outcome how its release ended
 * @param demo whether it was made on embedded parts
 * @param findings one for each {@link Promise}, in that order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationReport(
    @Nullable String model,
    @Nullable String version,
    @Nullable String outcome,
    boolean demo,
    List<Finding> findings) {
  public VerificationReport {
    findings = List.copyOf(findings);
  }

  /** What to conclude. */
  public enum Conclusion {
    /** Every promise is kept and the release was released. */
    VERIFIED,
    /** Every promise is kept: this is the genuine record of a release that was not released. */
    NOT_RELEASED,
    /** Nothing is broken, but whether to believe it can't be told. */
    UNTRUSTED,
    /** At least one promise is broken. */
    FAILED
  }

  /** What to conclude. */
  @JsonProperty
  public Conclusion conclusion() {
    if (has(Finding.State.FAILED)) {
      return Conclusion.FAILED;
    }
    if (has(Finding.State.UNKNOWN)) {
      return Conclusion.UNTRUSTED;
    }
    return PassportIndex.RELEASED.equals(outcome) ? Conclusion.VERIFIED : Conclusion.NOT_RELEASED;
  }

  /** The promises in this state. */
  public List<Promise> promises(Finding.State state) {
    return findings.stream().filter(f -> f.state() == state).map(Finding::promise).toList();
  }

  private boolean has(Finding.State state) {
    return findings.stream().anyMatch(finding -> finding.state() == state);
  }
}
