package dev.countersign.worker.real;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a history on a real server says, as an operator finds it in Temporal's own pages.
 *
 * @param events all of them, in order
 */
public record RealHistory(List<HistoryEvent> events) {
  /** Events that an operator can't make sense of without a summary. */
  private static final Set<EventType> SUMMARISED =
      EnumSet.of(
          EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
          EventType.EVENT_TYPE_TIMER_STARTED,
          EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED);

  public static RealHistory of(WorkflowExecutionHistory history) {
    return new RealHistory(history.getEvents());
  }

  /** Activities, timers and children, by the number of the event and what it is, without one. */
  public List<String> withoutSummary() {
    return events.stream()
        .filter(event -> SUMMARISED.contains(event.getEventType()))
        .filter(event -> event.getUserMetadata().getSummary().getData().isEmpty())
        .map(event -> event.getEventId() + " " + name(event))
        .toList();
  }

  /** Summaries of everything that has one, in order. */
  public List<String> summaries() {
    return events.stream()
        .map(event -> event.getUserMetadata().getSummary().getData().toStringUtf8())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** How often each activity was scheduled. */
  public Map<String, Long> scheduled() {
    return events.stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .collect(Collectors.groupingBy(type -> type, TreeMap::new, Collectors.counting()));
  }

  /** From the last report before traffic was given back to its being restored and read back. */
  Duration gaveBackWithin() {
    HistoryEvent ordered =
        events.stream()
            .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
            .filter(
                event ->
                    event
                        .getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName()
                        .equals("GiveBack"))
            .findFirst()
            .orElseThrow();
    HistoryEvent reported =
        events.subList(0, (int) ordered.getEventId()).reversed().stream()
            .filter(HistoryEvent::hasActivityTaskCompletedEventAttributes)
            .findFirst()
            .orElseThrow();
    HistoryEvent restored =
        events.stream()
            .filter(HistoryEvent::hasActivityTaskCompletedEventAttributes)
            .filter(
                event ->
                    event.getActivityTaskCompletedEventAttributes().getScheduledEventId()
                        == ordered.getEventId())
            .findFirst()
            .orElseThrow();
    return Duration.between(at(reported), at(restored));
  }

  private static Instant at(HistoryEvent event) {
    return Instant.ofEpochSecond(
        event.getEventTime().getSeconds(), event.getEventTime().getNanos());
  }

  /** How often each kind of event occurs. */
  public Map<String, Long> kinds() {
    return events.stream()
        .collect(Collectors.groupingBy(RealHistory::name, TreeMap::new, Collectors.counting()));
  }

  /** The largest events, by size in bytes. */
  public List<String> largest(int most) {
    return events.stream()
        .sorted(Comparator.comparingInt(HistoryEvent::getSerializedSize).reversed())
        .limit(most)
        .map(event -> name(event) + " " + event.getSerializedSize())
        .toList();
  }

  /** The value a text search attribute was given last, or the empty text. */
  public String lastUpserted(String attribute) {
    String last = "";
    for (HistoryEvent event : events) {
      if (event.hasUpsertWorkflowSearchAttributesEventAttributes()) {
        var fields =
            event
                .getUpsertWorkflowSearchAttributesEventAttributes()
                .getSearchAttributes()
                .getIndexedFieldsMap();
        if (fields.containsKey(attribute)) {
          last = fields.get(attribute).getData().toStringUtf8().replace("\"", "");
        }
      }
    }
    return last;
  }

  /** Whether it has closed. */
  public boolean closed() {
    return switch (events.getLast().getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
          EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
          EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED,
          EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED,
          EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT ->
          true;
      default -> false;
    };
  }

  private static String name(HistoryEvent event) {
    String kind = event.getEventType().name().replace("EVENT_TYPE_", "");
    return event.hasActivityTaskScheduledEventAttributes()
        ? kind + " " + event.getActivityTaskScheduledEventAttributes().getActivityType().getName()
        : kind;
  }
}
