package dev.countersign.traffic.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.rollout.LiveGroups;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decisions by group. Only declared groups are counted, so callers can't make up others, and beside
 * them the decisions that told none of them; what a request tells is counted and forgotten.
 */
final class GroupCounts {
  private final Counter decisions;
  private final Counter favourable;
  private final Counter ungrouped;
  private volatile List<LiveGroups> attributes = List.of();

  /**
   * @param labels of a side; attribute and group come after them
   */
  GroupCounts(PrometheusRegistry registry, String[] labels) {
    String[] all = with(labels, "attribute", "group");
    this.decisions =
        Counter.builder()
            .name("countersign_group_decisions_total")
            .help("Rows decided, of people of a group.")
            .labelNames(all)
            .register(registry);
    this.favourable =
        Counter.builder()
            .name("countersign_group_favourable_decisions_total")
            .help("Rows decided favourably, of people of a group.")
            .labelNames(all)
            .register(registry);
    this.ungrouped =
        Counter.builder()
            .name("countersign_ungrouped_decisions_total")
            .help("Rows decided that told none of an attribute's groups.")
            .labelNames(with(labels, "attribute"))
            .register(registry);
  }

  /** Counts by these from now on. */
  void by(List<LiveGroups> groups) {
    attributes = List.copyOf(groups);
  }

  /** The headers that tell groups. */
  List<String> headers() {
    return attributes.stream().map(LiveGroups::header).filter(Objects::nonNull).toList();
  }

  /** Shows a side's groups with counts of 0, before anybody asks. */
  void begin(String[] side) {
    for (LiveGroups attribute : attributes) {
      ungrouped.labelValues(with(side, attribute.attribute()));
      for (String group : attribute.groups()) {
        String[] labels = with(side, attribute.attribute(), group);
        decisions.labelValues(labels);
        favourable.labelValues(labels);
      }
    }
  }

  /** Counts one request's rows. */
  void count(String[] side, Asked asked, List<Boolean> favourableRows) {
    for (LiveGroups attribute : attributes) {
      for (int row = 0; row < favourableRows.size(); row++) {
        boolean yes = favourableRows.get(row);
        told(attribute, asked, row)
            .flatMap(attribute::of)
            .ifPresentOrElse(
                group -> {
                  String[] labels = with(side, attribute.attribute(), group);
                  decisions.labelValues(labels).inc();
                  favourable.labelValues(labels).inc(yes ? 1 : 0);
                },
                () -> ungrouped.labelValues(with(side, attribute.attribute())).inc());
      }
    }
  }

  private static Optional<String> told(LiveGroups attribute, Asked asked, int row) {
    String header = attribute.header();
    String field = attribute.field();
    if (header != null) {
      return Optional.ofNullable(asked.caller().told().get(header));
    }
    JsonNode value = asked.body().path("inputs").path(row).path(field == null ? "" : field);
    if (value.isNumber() && value.canConvertToExactIntegral()) {
      return Optional.of(value.bigIntegerValue().toString());
    }
    return value.isTextual() || value.isNumber() ? Optional.of(value.asText()) : Optional.empty();
  }

  private static String[] with(String[] labels, String... more) {
    return Stream.concat(Arrays.stream(labels), Arrays.stream(more)).toArray(String[]::new);
  }
}
