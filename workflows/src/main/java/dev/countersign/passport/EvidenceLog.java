package dev.countersign.passport;

import dev.countersign.gate.EvidenceRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a release, in order, as a chain of digests: each entry names the one before, so
 * none can be altered, dropped, added or moved without changing every head after it. An immutable
 * value without clock or chance, so that a workflow can keep it in its state and replay it.
 *
 * @param entries oldest first
 */
public record EvidenceLog(List<LogEntry> entries) {
  /** The head of a log without entries. */
  public static final String EMPTY_HEAD = Digests.PREFIX + "0".repeat(64);

  public EvidenceLog {
    entries = entries == null ? List.of() : List.copyOf(entries);
  }

  /** A log without entries. */
  public static EvidenceLog empty() {
    return new EvidenceLog(List.of());
  }

  /** The log with one more entry, about evidence. */
  public EvidenceLog append(
      Instant at, EntryKind kind, @Nullable String about, EvidenceRef evidence, String summary) {
    return append(at, kind, about, evidence.digest(), evidence.uri(), summary);
  }

  /** The log with one more entry, which its sentence says whole. */
  public EvidenceLog append(Instant at, EntryKind kind, @Nullable String about, String summary) {
    return append(at, kind, about, null, null, summary);
  }

  /**
   * The log with one more entry. Clocks of several machines may disagree a little: an entry dated
   * before the last one takes the last one's time.
   */
  public EvidenceLog append(
      Instant at,
      EntryKind kind,
      @Nullable String about,
      @Nullable String subject,
      @Nullable String uri,
      String summary) {
    Instant dated =
        !entries.isEmpty() && at.isBefore(entries.getLast().at()) ? entries.getLast().at() : at;
    var entry = new LogEntry(entries.size(), dated, kind, about, subject, uri, summary, head());
    return new EvidenceLog(Stream.concat(entries.stream(), Stream.of(entry)).toList());
  }

  /** The digest that stands for everything in the log. */
  public String head() {
    return entries.isEmpty() ? EMPTY_HEAD : entries.getLast().digest();
  }

  /**
   * How many entries stood behind {@code head}, or -1 if the log never had it. Sign-offs name a
   * head the log has had; what was appended since voids none of them.
   */
  public int lengthAt(String head) {
    if (head.equals(EMPTY_HEAD)) {
      return 0;
    }
    for (int i = 0; i < entries.size(); i++) {
      if (headAfter(i).equals(head)) {
        return i + 1;
      }
    }
    return -1;
  }

  /** The log as it stood when {@code entry} was about to be appended; whole if it never was. */
  public EvidenceLog before(LogEntry entry) {
    return new EvidenceLog(entries.stream().takeWhile(earlier -> !earlier.equals(entry)).toList());
  }

  /** The last entry of a kind about something. */
  public Optional<LogEntry> last(EntryKind kind, String about) {
    return entries.reversed().stream()
        .filter(entry -> entry.kind() == kind && about.equals(entry.about()))
        .findFirst();
  }

  /** The first entry of a kind whose subject is {@code digest}. */
  public Optional<LogEntry> recorded(EntryKind kind, String digest) {
    return entries.stream()
        .filter(entry -> entry.kind() == kind && digest.equals(entry.subject()))
        .findFirst();
  }

  /** What is wrong with the chain, in words, or nothing if it holds. */
  public Optional<String> broken() {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    LogEntry first = entries.getFirst();
    if (first.seq() != 0 || !first.prev().equals(EMPTY_HEAD)) {
      return Optional.of("the log doesn't begin at its beginning: entries are missing");
    }
    for (int i = 1; i < entries.size(); i++) {
      Optional<String> wrong = mismatch(entries.get(i - 1), entries.get(i));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  /** The head after entry {@code i}: the next one names it, so only the last is computed. */
  private String headAfter(int i) {
    return i + 1 < entries.size() ? entries.get(i + 1).prev() : entries.get(i).digest();
  }

  private static Optional<String> mismatch(LogEntry before, LogEntry entry) {
    if (entry.seq() != before.seq() + 1) {
      return Optional.of("entry " + entry.seq() + " follows entry " + before.seq());
    }
    if (!entry.prev().equals(before.digest())) {
      return Optional.of(
          "entry " + entry.seq() + " doesn't continue entry " + before.seq() + " as it stands");
    }
    if (entry.at().isBefore(before.at())) {
      return Optional.of("entry " + entry.seq() + " is dated before entry " + before.seq());
    }
    return Optional.empty();
  }
}
