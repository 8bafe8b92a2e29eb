package dev.countersign.activity;

import java.util.List;

/**
 * What was altered since intake.
 *
 * @param altered sources by name, each with what it was and what it is; empty when nothing moved
 */
public record Unchanged(List<String> altered) {
  public Unchanged {
    altered = altered == null ? List.of() : List.copyOf(altered);
  }
}
