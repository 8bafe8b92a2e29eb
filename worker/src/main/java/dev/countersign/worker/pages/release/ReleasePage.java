package dev.countersign.worker.pages.release;

import dev.countersign.worker.pages.release.GateSection.CheckRow;
import dev.countersign.worker.pages.release.GateSection.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One release as its page shows it: texts to be escaped, links made here, nothing left to decide.
 *
 * @param path of the page
 * @param state where it stands, in a few words
 * @param tone of that: {@code good}, {@code bad}, {@code open}, {@code plain}
 * @param reason how it ended, in a sentence
 * @param ask what a board is asked now
 * @param open checks that hold the release until somebody waives them
 * @param papers what was signed, in order
 * @param gates what gates found, in the order of the flow
 * @param card the model card
 * @param audit the data audit as a page
 * @param traffic where the rollout is
 * @param waive how to waive a check on the command line
 * @param pulse changes when the page does
 */
record ReleasePage(
    String name,
    String path,
    String model,
    String version,
    String risk,
    String state,
    String tone,
    @Nullable String reason,
    List<StageRow> stages,
    @Nullable Ask ask,
    List<CheckRow> open,
    List<Paper> papers,
    List<GateSection> gates,
    @Nullable Link card,
    @Nullable Link audit,
    @Nullable Traffic traffic,
    @Nullable String releaseDigest,
    @Nullable String logHead,
    List<LogRow> log,
    @Nullable String passport,
    @Nullable String registered,
    @Nullable String history,
    @Nullable String rolloutHistory,
    String waive,
    boolean explains,
    String pulse) {

  /** A stage. */
  record StageRow(
      String title,
      String purpose,
      String mark,
      String state,
      String tone,
      String headline,
      String took,
      @Nullable String gate) {}

  /**
   * Where the rollout is.
   *
   * @param percent of traffic that the candidate has, in [0, 100]
   * @param words the same, and what is being done
   * @param warnings what it goes on in spite of
   */
  record Traffic(double percent, String words, boolean paused, List<String> warnings) {}

  /** Something that happened. */
  record LogRow(
      int seq, String at, String kind, String about, String summary, @Nullable String digest) {}
}
