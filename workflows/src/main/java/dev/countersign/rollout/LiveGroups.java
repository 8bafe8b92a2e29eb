package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.manifest.Band;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.RolloutSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An attribute whose groups live decisions are compared by, and where a request tells the group.
 *
 * @param attribute its name in evidence
 * @param reference the group the others are compared with, one of {@code groups}
 * @param groups all of them
 * @param banded whether they are ranges of numbers
 * @param field the field of a request's row that tells it; null where a header does
 * @param header the request header that tells it; null where a field does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveGroups(
    String attribute,
    String reference,
    List<String> groups,
    boolean banded,
    @Nullable String field,
    @Nullable String header) {

  /** Rejects attributes that no request tells, and references that are no group. */
  public LiveGroups {
    groups = List.copyOf(groups);
    if ((field == null) == (header == null)) {
      throw new IllegalArgumentException(
          attribute + ": either a field or a header tells the group of a request");
    }
    if (!groups.contains(reference)) {
      throw new IllegalArgumentException(
          "%s: the reference %s is none of %s".formatted(attribute, reference, groups));
    }
  }

  /**
   * The attributes a manifest compares live decisions by.
   *
   * @param spec the manifest's rollout
   * @param attributes what its data declares
   * @throws IllegalArgumentException if it names an attribute that is not declared
   */
  public static List<LiveGroups> of(RolloutSpec spec, List<ProtectedAttribute> attributes) {
    return spec.groups().stream()
        .map(
            group ->
                attributes.stream()
                    .filter(attribute -> attribute.attribute().equals(group.attribute()))
                    .findFirst()
                    .map(attribute -> of(group, attribute))
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                group.attribute() + " is no attribute of data.protected")))
        .toList();
  }

  private static LiveGroups of(RolloutSpec.LiveGroup group, ProtectedAttribute attribute) {
    List<String> bands = attribute.bands();
    List<String> values = group.values();
    return new LiveGroups(
        attribute.attribute(),
        attribute.reference(),
        bands != null ? bands : values == null ? List.of() : values,
        bands != null,
        group.header() != null ? null : group.field() == null ? attribute.column() : group.field(),
        group.header());
  }

  /**
   * The group that a request tells.
   *
   * @param told what stands in its field or header; anything, as callers are untrusted
   * @return empty where it is none of the groups
   */
  public Optional<String> of(String told) {
    if (!banded) {
      return groups.stream().filter(told::equals).findFirst();
    }
    double number;
    try {
      number = Double.parseDouble(told);
    } catch (NumberFormatException text) {
      return Optional.empty();
    }
    return groups.stream().filter(band -> Band.parse(band).contains(number)).findFirst();
  }

  /** What tells the group of a request, in words. */
  public String toldBy() {
    return header == null ? "the field " + field : "the header " + header;
  }

  /** Every group but the reference, each with what it is compared with. */
  public Stream<LiveFigure.Groups> compared() {
    return groups.stream()
        .filter(group -> !group.equals(reference))
        .map(group -> new LiveFigure.Groups(attribute, group, reference));
  }
}
