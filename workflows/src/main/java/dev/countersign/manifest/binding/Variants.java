package dev.countersign.manifest.binding;

import dev.countersign.manifest.binding.Shape.Either;
import dev.countersign.manifest.binding.Shape.Field;
import dev.countersign.manifest.binding.Shape.Struct;
import dev.countersign.manifest.binding.YamlNode.Entry;
import dev.countersign.manifest.binding.YamlNode.Mapping;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Chooses which record of a sealed interface a mapping means, by its keys. */
final class Variants {
  private static final int UNKNOWN_KEY = 4;
  private static final int MISSPELT_KEY = 1;
  private static final int MISSING_KEY = 2;

  private Variants() {}

  /** The variant with the fewest keys unknown or missing; among equals the first declared. */
  static Struct fitting(Mapping mapping, Either either) {
    return either.variants().stream()
        .min(Comparator.comparingInt(variant -> misfit(mapping, variant)))
        .orElseThrow();
  }

  private static int misfit(Mapping mapping, Struct variant) {
    Set<String> found = new HashSet<>();
    int cost = 0;
    for (Entry entry : mapping.entries()) {
      if (variant.field(entry.key()).isPresent()) {
        found.add(entry.key());
        continue;
      }
      Optional<String> slip = Nearest.slip(entry.key(), variant.keys());
      slip.ifPresent(found::add);
      cost += slip.isPresent() ? MISSPELT_KEY : UNKNOWN_KEY;
    }
    for (Field field : variant.fields()) {
      cost += field.required() && !found.contains(field.key()) ? MISSING_KEY : 0;
    }
    return cost;
  }
}
