package dev.countersign.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One mistake in an otherwise right manifest, and the one problem it makes.
 *
 * @param name what is wrong, as a sentence
 * @param base the right manifest
 * @param right a piece of it
 * @param wrong what stands there instead; § marks the line the problem names
 * @param path the path the problem names
 * @param message a piece of what it says
 * @param remedy a piece of what it says to do
 */
record Mistake(
    String name,
    String base,
    String right,
    String wrong,
    String path,
    String message,
    String remedy) {

  static Mistake complete(
      String name, String right, String wrong, String path, String message, String remedy) {
    return new Mistake(name, Manifests.COMPLETE, right, wrong, path, message, remedy);
  }

  static Mistake minimal(
      String name, String right, String wrong, String path, String message, String remedy) {
    return new Mistake(name, Manifests.MINIMAL, right, wrong, path, message, remedy);
  }

  static List<DynamicTest> tests(Mistake... mistakes) {
    return Stream.of(mistakes).map(m -> DynamicTest.dynamicTest(m.name, m::check)).toList();
  }

  private void check() {
    assertThat(base.split(Pattern.quote(right), -1)).as("one place to replace").hasSize(2);
    String marked = base.replace(right, wrong);
    String before = marked.substring(0, marked.indexOf('§'));
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    List<Problem> problems = ManifestReader.read(marked.replace("§", "")).problems();
    assertThat(problems).hasSize(1);
    Problem problem = problems.getFirst();
    assertThat(problem.path()).isEqualTo(path);
    assertThat(problem.line()).as("line of %s", problem).isEqualTo(line);
    assertThat(problem.message()).contains(message);
    assertThat(problem.remedy()).contains(remedy);
  }
}
