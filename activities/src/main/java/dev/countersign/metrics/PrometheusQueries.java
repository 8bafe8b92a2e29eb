package dev.countersign.metrics;

import dev.countersign.rollout.Role;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of Prometheus, as PromQL with blanks: {@code {{environment}}}, {@code {{model}}},
 * {@code {{generation}}}, {@code {{role}}} and {@code {{window}}}. A query that is null asks
 * nothing, and its figure is absent.
 *
 * @param requests gives the requests of the window, one number
 * @param errors gives those that failed
 * @param decisions gives the rows decided
 * @param favourable gives those decided favourably
 * @param latency gives answers by upper bound in seconds, one number for each label {@code le}
 * @param decisionsByGroup gives the rows decided, one number for each pair of labels {@code
 *     attribute} and {@code group}
 * @param favourableByGroup gives those of them decided favourably
 * @param ungrouped gives the rows decided that told none of the groups, one number for each label
 *     {@code attribute}
 * @param compared gives the mirrored rows whose decision was compared with the one that was
 *     answered
 * @param differing gives those of them decided otherwise
 */
public record PrometheusQueries(
    String requests,
    @Nullable String errors,
    @Nullable String decisions,
    @Nullable String favourable,
    @Nullable String latency,
    @Nullable String decisionsByGroup,
    @Nullable String favourableByGroup,
    @Nullable String ungrouped,
    @Nullable String compared,
    @Nullable String differing) {

  /** Queries for what Countersign's own router counts. */
  public static final PrometheusQueries OWN =
      new PrometheusQueries(
          own(MetricNames.REQUESTS),
          own(MetricNames.ERRORS),
          own(MetricNames.DECISIONS),
          own(MetricNames.FAVOURABLE),
          by("le", MetricNames.LATENCY),
          by("attribute, group", MetricNames.GROUP_DECISIONS),
          by("attribute, group", MetricNames.GROUP_FAVOURABLE),
          by("attribute", MetricNames.UNGROUPED),
          own(MetricNames.COMPARED),
          own(MetricNames.DIFFERING));

  private static final Set<String> NAMES =
      Set.of(
          "requests",
          "errors",
          "decisions",
          "favourable",
          "latency",
          "decisionsByGroup",
          "favourableByGroup",
          "ungrouped",
          "compared",
          "differing");

  private static String by(String labels, String metric) {
    return own(metric).replaceFirst("sum\\(", "sum by (" + labels + ") (");
  }

  private static String own(String metric) {
    return "sum(increase("
        + metric
        + "{environment=\"{{environment}}\",model=\"{{model}}\",generation=\"{{generation}}\","
        + "role=\"{{role}}\"}[{{window}}]))";
  }

  /**
   * Queries from a manifest's or a worker's options, by the names of this record's components.
   *
   * @throws IllegalArgumentException if {@code requests} is absent or a name is none of them
   */
  public static PrometheusQueries of(Map<String, String> options) {
    options
        .keySet()
        .forEach(
            name -> {
              if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                    "no query " + name + "; there are " + new TreeSet<>(NAMES));
              }
            });
    String requests = options.get("requests");
    if (requests == null) {
      throw new IllegalArgumentException(
          "Prometheus has to be asked for requests; without them nothing can be judged");
    }
    return new PrometheusQueries(
        requests,
        options.get("errors"),
        options.get("decisions"),
        options.get("favourable"),
        options.get("latency"),
        options.get("decisionsByGroup"),
        options.get("favourableByGroup"),
        options.get("ungrouped"),
        options.get("compared"),
        options.get("differing"));
  }

  /** A query with its blanks filled; values are escaped for a PromQL string. */
  static String filled(String template, MetricQuery query, Role role) {
    return template
        .replace("{{environment}}", escaped(query.environment()))
        .replace("{{model}}", escaped(query.model()))
        .replace("{{generation}}", Long.toString(query.generation()))
        .replace("{{role}}", role.label())
        .replace("{{window}}", query.window().toSeconds() + "s");
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
