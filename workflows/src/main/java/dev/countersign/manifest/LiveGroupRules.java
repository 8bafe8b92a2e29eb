package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Nearest;
import dev.countersign.manifest.binding.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Groups that live decisions are counted by, against the attributes the data declares. */
final class LiveGroupRules implements Rule {

  @Override
  public void check(Draft manifest, Problems problems) {
    List<Draft> attributes = manifest.at("data", "protected").items();
    Set<String> seen = new HashSet<>();
    for (Draft group : manifest.at("rollout", "groups").items()) {
      Draft named = group.at("attribute");
      named
          .text()
          .ifPresent(
              name -> {
                Optional<Draft> attribute = named(attributes, name);
                if (attribute.isEmpty()) {
                  undeclared(named, name, attributes, problems);
                } else if (!seen.add(name)) {
                  problems.add(named, "names " + name + " a second time", "Keep one");
                } else {
                  checkValues(group, attribute.get(), problems);
                }
              });
      if (group.at("field").isWritten() && group.at("header").isWritten()) {
        problems.add(
            group.at("header"), "stands beside " + group.at("field").path(), "Keep one of them");
      }
    }
  }

  private static Optional<Draft> named(List<Draft> attributes, String name) {
    return attributes.stream()
        .filter(attribute -> attribute.at("attribute").text().equals(Optional.of(name)))
        .findFirst();
  }

  private static void undeclared(
      Draft named, String name, List<Draft> attributes, Problems problems) {
    List<String> declared =
        attributes.stream().flatMap(one -> one.at("attribute").text().stream()).toList();
    problems.add(
        named,
        "'" + name + "' is no attribute of data.protected",
        declared.isEmpty()
            ? "Declare it there, with its reference"
            : "Write "
                + Nearest.slip(name, declared)
                    .orElse("one of " + String.join(", ", declared) + ", or declare it there"));
  }

  private static void checkValues(Draft group, Draft attribute, Problems problems) {
    Draft values = group.at("values");
    if (attribute.at("bands").isWritten()) {
      if (values.isWritten()) {
        problems.add(values, "the attribute has bands, which are the groups", "Leave values out");
      }
      return;
    }
    String reference = attribute.at("reference").text().orElse(null);
    if (!values.isWritten()) {
      problems.add(
          group,
          "doesn't say which groups there are",
          "Add values: [" + (reference == null ? "…" : reference) + ", …], all that occur");
    } else if (reference != null && !values.texts().contains(reference)) {
      problems.add(
          values, "leave out the reference, " + reference, "Add it: the others are held to it");
    } else if (values.texts().stream().distinct().count() < 2) {
      problems.add(values, "make fewer than two groups", "Name at least two");
    }
  }
}
