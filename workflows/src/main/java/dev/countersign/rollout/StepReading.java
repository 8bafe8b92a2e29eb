package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read live of one step, from its start until now, candidate and incumbent over the same
 * window.
 *
 * @param source where it was read, for people
 * @param from start of the window
 * @param to its end
 * @param problem why nothing could be read; null when it could
 * @param candidateRequests requests that reached the candidate; null when it could not be read
 * @param incumbentRequests requests that reached the incumbent; null when it could not be read
 * @param figures by metric, at most one each, or one for each group it compares
 * @param ungrouped what told no group, for each attribute and side
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StepReading(
    String source,
    Instant from,
    Instant to,
    @Nullable String problem,
    @Nullable Long candidateRequests,
    @Nullable Long incumbentRequests,
    List<LiveFigure> figures,
    List<Ungrouped> ungrouped) {

  public StepReading {
    figures = figures == null ? List.of() : List.copyOf(figures);
    ungrouped = ungrouped == null ? List.of() : List.copyOf(ungrouped);
  }

  /** A reading of a step whose groups are not compared. */
  public StepReading(
      String source,
      Instant from,
      Instant to,
      @Nullable String problem,
      @Nullable Long candidateRequests,
      @Nullable Long incumbentRequests,
      List<LiveFigure> figures) {
    this(source, from, to, problem, candidateRequests, incumbentRequests, figures, List.of());
  }

  /** A source that could not be read. */
  public static StepReading unreadable(String source, Instant from, Instant to, String problem) {
    return new StepReading(source, from, to, problem, null, null, List.of());
  }

  /** The figures of a metric: none where it was not measured, several where it compares groups. */
  public List<LiveFigure> figures(LiveMetric metric) {
    return figures.stream().filter(figure -> figure.metric() == metric).toList();
  }

  /** The figure of a metric that compares no groups, if it was measured. */
  public Optional<LiveFigure> figure(LiveMetric metric) {
    return figures(metric).stream().filter(figure -> figure.groups() == null).findFirst();
  }

  /** The figure of a metric that compares these groups, if it was measured. */
  Optional<LiveFigure> figure(LiveMetric metric, LiveFigure.Groups groups) {
    return figures(metric).stream().filter(figure -> groups.equals(figure.groups())).findFirst();
  }
}
