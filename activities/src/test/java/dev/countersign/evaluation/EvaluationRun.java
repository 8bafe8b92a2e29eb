package dev.countersign.evaluation;

import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Loans;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of the evaluation gate, over made-up loans unless something else is given. */
final class EvaluationRun {
  static final String GATE = "evaluation";

  private EvaluationRun() {}

  /** Two thousand loans and the model they were made by. */
  static Contexts loans(Path folder) {
    Loans.write(folder, 2000, 1);
    return Contexts.open(Loans.manifest().build(), folder, folder.resolve("evidence"))
        .model(Loans.TRUTH);
  }

  static GateResult run(Contexts contexts) {
    return new EvaluationGate().run(contexts.build());
  }

  /** The one result of a check. */
  static Check check(
      GateResult result, String id, @Nullable String attribute, @Nullable String group) {
    return result.checks().stream()
        .filter(c -> c.check().equals(id))
        .filter(c -> Objects.equals(c.attribute(), attribute))
        .filter(c -> Objects.equals(c.group(), group))
        .reduce(
            (a, b) -> {
              throw new AssertionError("two results: " + a + b);
            })
        .orElseThrow(() -> new AssertionError("no " + id + " " + attribute + " " + group));
  }
}
