package dev.countersign.release;

import dev.countersign.data.DataException;
import dev.countersign.data.DataSources;
import dev.countersign.data.DatasetFacts;
import dev.countersign.data.DvcFile;
import dev.countersign.manifest.DataFacts;
import dev.countersign.manifest.DataNeeds;
import dev.countersign.manifest.DataValidation;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.policy.PolicyReader;
import dev.countersign.policy.PolicyReading;
import dev.countersign.policy.Preflight;
import dev.countersign.release.FrozenDocument.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a manifest in: reads it, holds it to its policies and its data, digests what it names, and
 * freezes all of it. Every mistake is found in one pass.
 */
public final class Intake {
  private static final long LARGEST_POLICY = 1 << 20;

  private final Roots roots;

  public Intake(Roots roots) {
    this.roots = roots;
  }

  /**
   * What came of it.
   *
   * @param document the frozen release; null exactly when there are problems
   * @param problems all of them, by line
   */
  public record Taken(@Nullable FrozenDocument document, List<Problem> problems) {
    public Taken {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Takes a manifest in.
   *
   * @param text its YAML text
   * @param base URI or path of the folder relative paths start from
   * @param now the time it is frozen at
   */
  public Taken take(String text, String base, Instant now) {
    ManifestReading reading = ManifestReader.read(text);
    Problems unreadable = new Problems();
    List<Source> sources = sources(reading.draft().at("data"), base, unreadable);
    DataFacts facts = unreadable.isEmpty() ? facts(reading, sources, unreadable) : null;
    List<PolicyReading> packs = packs(reading.draft().at("policy"), base, unreadable);
    List<FrozenDocument.FrozenCalendar> calendars =
        new CalendarIntake(roots)
            .take(reading.draft().at("rollout", "freeze"), base, now, unreadable);
    Preflight preflight = Preflight.of(reading, packs, facts);
    Problems all = new Problems();
    all.addAll(preflight.problems());
    all.addAll(unreadable.list());
    if (preflight.manifest() == null || preflight.policy() == null || !all.isEmpty()) {
      return new Taken(null, all.list());
    }
    return new Taken(
        new FrozenDocument(
            text, base, preflight.manifest(), preflight.policy(), calendars, sources, null, now),
        List.of());
  }

  /**
   * Takes in again what was frozen before: the files as they are now, held to the same manifest,
   * under the bar that was set then.
   *
   * @param before what was frozen
   * @param now the time it is frozen at
   */
  public Taken takeAgain(FrozenDocument before, Instant now) {
    Problems problems = new Problems();
    ManifestReading reading = ManifestReader.read(before.text());
    List<Source> sources = sources(reading.draft().at("data"), before.base(), problems);
    DataFacts facts = problems.isEmpty() ? facts(reading, sources, problems) : null;
    if (facts != null) {
      problems.addAll(DataValidation.check(reading, facts));
    }
    return problems.isEmpty()
        ? new Taken(before.with(sources, now), List.of())
        : new Taken(null, problems.list());
  }

  private List<Source> sources(Draft data, String base, Problems problems) {
    List<Source> sources = new ArrayList<>();
    Draft single = data.at("source");
    if (single.isWritten()) {
      find("source", single, base, sources, problems);
      return sources;
    }
    Draft split = data.at("split");
    for (String part : List.of("train", "evaluation", "calibration")) {
      if (split.at(part).text().isPresent()) {
        find(part, split.at(part), base, sources, problems);
      }
    }
    return sources;
  }

  private void find(
      String name, Draft written, String base, List<Source> sources, Problems problems) {
    written
        .text()
        .ifPresent(
            source -> {
              try {
                sources.add(found(name, base, source));
              } catch (DataException e) {
                problems.add(
                    written,
                    String.valueOf(e.getMessage()),
                    "Correct the path, or put the file there");
              }
            });
  }

  private Source found(String name, String base, String source) {
    if (DataSources.Table.isTable(source)) {
      DataSources.Table table = roots.table(source);
      return new Source(name, table.uri().toString(), table.digest());
    }
    Path file = roots.resolve(base, DvcFile.target(roots.resolve(base, source)).toString());
    DvcFile.requireMatch(file);
    return new Source(name, file.toString(), ReleaseInputs.digest(file));
  }

  private static @Nullable DataFacts facts(
      ManifestReading reading, List<Source> sources, Problems problems) {
    if (sources.isEmpty()) {
      return null;
    }
    try {
      return DatasetFacts.of(dataSources(sources, null), DataNeeds.of(reading).valuesOf());
    } catch (DataException e) {
      problems.add(
          reading.draft().at("data"),
          String.valueOf(e.getMessage()),
          "Correct the data, or name another file");
      return null;
    }
  }

  /**
   * The sources as they were frozen.
   *
   * @param id the column that tells rows apart; null where rows are only counted
   */
  static DataSources dataSources(List<Source> sources, @Nullable String id) {
    if (DataSources.Table.isTable(sources.getFirst().path())) {
      return new DataSources.Table(URI.create(sources.getFirst().path()), id);
    }
    List<Path> paths = sources.stream().map(source -> Path.of(source.path())).toList();
    return switch (paths.size()) {
      case 1 -> new DataSources.Single(paths.getFirst());
      case 2 -> new DataSources.Parts(paths.get(0), paths.get(1), null);
      default -> new DataSources.Parts(paths.get(0), paths.get(1), paths.get(2));
    };
  }

  private List<PolicyReading> packs(Draft policy, String base, Problems problems) {
    if (policy.text().isEmpty()) {
      return List.of();
    }
    try {
      Path file = roots.resolve(base, policy.text().get());
      if (Files.size(file) > LARGEST_POLICY) {
        problems.add(policy, file + " is larger than a policy can be", "Name a policy file");
        return List.of();
      }
      return List.of(PolicyReader.read(Files.readString(file)));
    } catch (DataException e) {
      problems.add(
          policy, String.valueOf(e.getMessage()), "Correct the path, or put the policy there");
    } catch (IOException e) {
      problems.add(
          policy,
          "can't be read as UTF-8 text: " + String.valueOf(e.getMessage()),
          "Correct the file");
    }
    return List.of();
  }
}
