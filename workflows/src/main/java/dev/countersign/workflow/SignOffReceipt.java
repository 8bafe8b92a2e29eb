package dev.countersign.workflow;

import java.util.List;

/**
 * What became of a sign-off or a waiver that was accepted.
 *
 * @param seat the seat it filled
 * @param said what was recorded, in a sentence
 * @param awaiting roles of the seats the release still waits for
 */
public record SignOffReceipt(String seat, String said, List<String> awaiting) {
  public SignOffReceipt {
    awaiting = awaiting == null ? List.of() : List.copyOf(awaiting);
  }
}
