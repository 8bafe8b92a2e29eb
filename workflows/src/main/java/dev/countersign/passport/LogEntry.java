package dev.countersign.passport;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a release.
 *
 * @param seq 0 for the first, then one more each
 * @param at when, by the workflow's clock
 * @param kind what kind of thing
 * @param about the gate, seat, stage or step it is about; null where the kind says it all
 * @param subject digest of the evidence; null where there is none beyond the summary
 * @param uri where the evidence can be read; null without a subject
 * @param summary one sentence for people
 * @param prev {@link #digest} of the entry before; {@link EvidenceLog#EMPTY_HEAD} for the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogEntry(
    int seq,
    Instant at,
    EntryKind kind,
    @Nullable String about,
    @Nullable String subject,
    @Nullable String uri,
    String summary,
    String prev) {

  public LogEntry {
    if (subject != null) {
      Digests.validate(subject);
    }
    Digests.validate(prev);
  }

  /** The digest of the entry's canonical JSON; with {@code prev} in it, of all before it too. */
  public String digest() {
    return Digests.ofJson(this);
  }
}
