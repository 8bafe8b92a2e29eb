package dev.countersign.policy;

import dev.countersign.manifest.DataFacts;
import dev.countersign.manifest.DataFacts.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What validation would learn of Statlog German credit, without the file. */
final class GermanCredit {
  private GermanCredit() {}

  static DataFacts facts() {
    return new DataFacts(
        1000,
        List.of(
            new Column("application_id", false),
            new Column("duration_months", true),
            new Column("age", true),
            new Column("credit_risk", false),
            new Column("sex", false)),
        Map.of(
            "credit_risk", List.of("bad", "good"),
            "sex", List.of("female", "male"),
            "age", IntStream.rangeClosed(19, 75).mapToObj(Integer::toString).toList()));
  }
}
