package dev.countersign.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.gate.EvidenceRef;
import org.jspecify.annotations.Nullable;

/**
 * What came of an order to sweep a router no more.
 *
 * @param order the signed order, kept as evidence; null where the router is swept on
 * @param refusal why it is swept on; null where it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Forgotten(@Nullable EvidenceRef order, @Nullable String refusal) {
  public Forgotten {
    if ((order == null) == (refusal == null)) {
      throw new IllegalArgumentException("either an order or a refusal");
    }
  }
}
