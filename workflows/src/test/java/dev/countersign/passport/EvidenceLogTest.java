package dev.countersign.passport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.EvidenceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EvidenceLogTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final EvidenceRef AUDIT =
      new EvidenceRef("data-audit.json", Digests.sha256(new byte[] {1}), "file:/evidence/a");

  private static EvidenceLog log(int length) {
    EvidenceLog log = EvidenceLog.empty();
    for (int i = 0; i < length; i++) {
      log =
          i % 2 == 0
              ? log.append(START.plusSeconds(i), EntryKind.STAGE_STARTED, "audit", "Began " + i)
              : log.append(
                  START.plusSeconds(i), EntryKind.GATE_RESULT, "data-audit", AUDIT, "Passed " + i);
    }
    return log;
  }

  @Test
  void anEmptyLogHasAHeadAndHolds() {
    assertThat(EvidenceLog.empty().head()).isEqualTo(EvidenceLog.EMPTY_HEAD);
    assertThat(EvidenceLog.empty().broken()).isEmpty();
    assertThat(EvidenceLog.empty().lengthAt(EvidenceLog.EMPTY_HEAD)).isZero();
  }

  @Property(tries = 50)
  void everyHeadItEverHadIsKnownAndStaysKnown(@ForAll @IntRange(max = 20) int length) {
    EvidenceLog whole = log(20);

    assertThat(whole.lengthAt(log(length).head())).isEqualTo(length);
    assertThat(whole.lengthAt(AUDIT.digest())).isEqualTo(-1);
  }

  @Property(tries = 200)
  void alteringDroppingOrSwappingAnyEntryBreaksTheChainOrMovesTheHead(
      @ForAll @IntRange(max = 9) int at, @ForAll @IntRange(max = 3) int how) {
    EvidenceLog honest = log(10);
    List<LogEntry> entries = new ArrayList<>(honest.entries());
    LogEntry entry = entries.get(at);
    switch (how) {
      case 0 -> entries.set(at, summarised(entry, "Nothing happened"));
      case 1 -> entries.remove(at);
      case 2 -> entries.add(at, entry);
      default -> entries.set(at, entries.set((at + 1) % 10, entry));
    }
    var altered = new EvidenceLog(entries);

    assertThat(altered.broken().isPresent() || !altered.head().equals(honest.head())).isTrue();
    if (at < 9) {
      assertThat(altered.broken()).isPresent();
    }
  }

  @Test
  void aLogThatLostItsBeginningIsBroken() {
    assertThat(new EvidenceLog(log(5).entries().subList(2, 5)).broken())
        .hasValueSatisfying(words -> assertThat(words).contains("beginning"));
  }

  @Test
  void aClockThatStepsBackDoesNotDateAnEntryBeforeTheLast() {
    EvidenceLog log = log(3).append(START, EntryKind.COMMAND, null, "Paused by ada");

    assertThat(log.entries().getLast().at()).isEqualTo(START.plusSeconds(2));
    assertThat(log.broken()).isEmpty();
  }

  @Test
  void theLastResultOfAGateIsTheOneThatCounts() {
    assertThat(log(6).last(EntryKind.GATE_RESULT, "data-audit"))
        .hasValueSatisfying(entry -> assertThat(entry.seq()).isEqualTo(5));
    assertThat(log(6).recorded(EntryKind.GATE_RESULT, AUDIT.digest()))
        .hasValueSatisfying(entry -> assertThat(entry.seq()).isEqualTo(1));
    assertThat(log(6).last(EntryKind.GATE_RESULT, "evaluation")).isEmpty();
  }

  @Test
  void itReadsBackWithTheSameHead() {
    EvidenceLog log = log(7);
    EvidenceLog back = Json.read(Json.canonicalBytes(log), EvidenceLog.class);

    assertThat(back).isEqualTo(log);
    assertThat(back.head()).isEqualTo(log.head());
  }

  private static LogEntry summarised(LogEntry entry, String summary) {
    return new LogEntry(
        entry.seq(),
        entry.at(),
        entry.kind(),
        entry.about(),
        entry.subject(),
        entry.uri(),
        summary,
        entry.prev());
  }
}
