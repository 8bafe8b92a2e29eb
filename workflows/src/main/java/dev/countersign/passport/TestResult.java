package dev.countersign.passport;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A gate's verdict as others read it: the predicate of in-toto's Test Result v0.1. That knows no
 * INCONCLUSIVE, and nothing passes by absence, so what couldn't be told counts as failed.
 *
 * @param result worst of the tests'
 * @param configuration the bar it was held to
 * @param passedTests names, {@code check [attribute: group]}
 * @param warnedTests names
 * @param failedTests names, failed and inconclusive
 */
public record TestResult(
    Result result,
    List<Statement.Descriptor> configuration,
    List<String> passedTests,
    List<String> warnedTests,
    List<String> failedTests) {
  public static final String PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

  /** in-toto's three results. */
  public enum Result {
    PASSED,
    WARNED,
    FAILED;

    /** What a verdict is in these words. */
    public static Result of(Verdict verdict) {
      return switch (verdict) {
        case PASS -> PASSED;
        case WARN -> WARNED;
        case INCONCLUSIVE, FAIL -> FAILED;
      };
    }
  }

  public TestResult {
    configuration = configuration == null ? List.of() : List.copyOf(configuration);
    passedTests = passedTests == null ? List.of() : List.copyOf(passedTests);
    warnedTests = warnedTests == null ? List.of() : List.copyOf(warnedTests);
    failedTests = failedTests == null ? List.of() : List.copyOf(failedTests);
  }

  /**
   * Says what a gate found.
   *
   * @param configuration the bar and the whole result, by name and digest
   */
  public static TestResult of(GateResult gate, List<Statement.Descriptor> configuration) {
    return new TestResult(
        Result.of(gate.verdict()),
        configuration,
        names(gate, EnumSet.of(Verdict.PASS)),
        names(gate, EnumSet.of(Verdict.WARN)),
        names(gate, EnumSet.of(Verdict.FAIL, Verdict.INCONCLUSIVE)));
  }

  private static List<String> names(GateResult gate, Set<Verdict> verdicts) {
    return gate.checks().stream()
        .filter(check -> check.verdict() != null && verdicts.contains(check.verdict()))
        .map(TestResult::name)
        .toList();
  }

  private static String name(Check check) {
    String of =
        Stream.of(check.attribute(), check.group())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(": "));
    return of.isEmpty() ? check.check() : check.check() + " [" + of + "]";
  }
}
