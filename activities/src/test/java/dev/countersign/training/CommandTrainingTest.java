package dev.countersign.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.Split;
import dev.countersign.manifest.TrainingSpec.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTrainingTest {
  @TempDir Path folder;

  @Test
  void aProgramIsGivenTheRowsAndLeavesAModel() throws IOException {
    TrainedModel trained =
        run("pwd; ls -A; env | sort; cp \"$COUNTERSIGN_TRAIN\" \"$COUNTERSIGN_MODEL\"", "1m");

    List<String> rows = Files.readAllLines(trained.file());
    assertThat(rows.getFirst()).isEqualTo("income,age,job,ok,sample_weight");
    assertThat(rows).anyMatch(row -> row.contains(",\"painter, self-employed\","));
    assertThat(rows).anyMatch(row -> row.startsWith(","));
    assertThat(trained.metrics()).containsEntry("training_rows", rows.size() - 1.0);
    assertThat(trained.format()).isEqualTo(Format.LIGHTGBM);
    assertThat(trained.log().lines())
        .contains("PATH=" + System.getenv("PATH"))
        .allMatch(
            line ->
                line.startsWith("/")
                    || line.matches(
                        "(PATH|LANG|LC_ALL|TZ|HOME|TMPDIR|COUNTERSIGN_TRAIN|COUNTERSIGN_MODEL|PWD"
                            + "|OLDPWD|SHLVL|_)=.*"));
    assertThat(Path.of(trained.log().lines().findFirst().orElseThrow())).doesNotExist();
  }

  @Test
  void failureShowsTheLastTheProgramSaid() {
    assertThatThrownBy(() -> run("echo no such kernel >&2; exit 3", "1m"))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("ended with code 3")
        .hasMessageContaining("no such kernel");
    assertThatThrownBy(() -> run("echo nothing to do", "1m"))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("wrote no model")
        .hasMessageContaining("nothing to do");
  }

  @Test
  void whatIsSaidIsKeptToAMegabyteFromTheEnd() {
    TrainedModel trained =
        run(
            "i=0; while [ $i -lt 30000 ]; do echo a line of forty characters, number $i; i=$((i+1));"
                + " done; echo x > \"$COUNTERSIGN_MODEL\"",
            "1m");
    assertThat(trained.log()).hasSize(TrainedModel.MAX_LOG).endsWith("number 29999\n");
  }

  @Test
  void anEndlessProgramIsEndedWithAllItStarted() throws Exception {
    Path pids = folder.resolve("pids");
    String script = "sleep 300 & echo $! > " + pids + "; echo $$ >> " + pids + "; sleep 300; true";

    assertThatThrownBy(() -> run(script, "2s"))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("took longer than PT2S");
    assertAllEnd(pids);
  }

  @Test
  void interruptionEndsTheProgram() throws Exception {
    Path pids = folder.resolve("pids");
    Progress interrupting = (step, done) -> Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                run(
                    "sleep 300 & echo $! > " + pids + "; echo $$ >> " + pids + "; wait",
                    "1m",
                    interrupting))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertAllEnd(pids);
  }

  @Test
  void onlyAllowedProgramsRunAndOnlyOnASplit() {
    CommandTraining none = new CommandTraining(Set.of());
    ReleaseManifest manifest =
        Loans.manifest(Loans.write(folder), new Split.Hashed(0.3, null, 1, null));
    Command command = new Command(List.of("sh", "-c", "true"), Format.LIGHTGBM, null);
    try (Dataset data = Datasets.open(manifest, folder)) {
      assertThatThrownBy(() -> train(none, manifest, data, command, Progress.SILENT))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("does not allow the program sh")
          .hasMessageContaining("It allows none");
    }
    ReleaseManifest unsplit = Loans.manifest(Loans.write(folder), null);
    try (Dataset data = Datasets.open(unsplit, folder)) {
      CommandTraining sh = new CommandTraining(Set.of("sh"));
      assertThatThrownBy(() -> train(sh, unsplit, data, command, Progress.SILENT))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("Training needs a split");
    }
  }

  private static void assertAllEnd(Path pids) throws Exception {
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(2);
    Instant patience = Instant.now().plus(Duration.ofSeconds(20));
    for (String pid : started) {
      while (ProcessHandle.of(Long.parseLong(pid.strip()))
          .filter(ProcessHandle::isAlive)
          .isPresent()) {
        assertThat(Instant.now()).as("process %s still runs", pid).isBefore(patience);
        Thread.sleep(50);
      }
    }
  }

  private TrainedModel run(String script, String timeout) {
    return run(script, timeout, Progress.SILENT);
  }

  private TrainedModel run(String script, String timeout, Progress progress) {
    ReleaseManifest manifest =
        Loans.manifest(Loans.write(folder), new Split.Hashed(0.3, null, 1, null));
    Command command = new Command(List.of("sh", "-c", script), Format.LIGHTGBM, timeout);
    try (Dataset data = Datasets.open(manifest, folder)) {
      return train(new CommandTraining(Set.of("sh")), manifest, data, command, progress);
    }
  }

  private TrainedModel train(
      CommandTraining training,
      ReleaseManifest manifest,
      Dataset data,
      Command command,
      Progress progress) {
    double[] weights = new double[(int) data.count(RowSet.TRAIN)];
    java.util.Arrays.fill(weights, 1.5);
    return training.train(
        data, manifest.data().label(), command, weights, folder.resolve("model.txt"), progress);
  }
}
