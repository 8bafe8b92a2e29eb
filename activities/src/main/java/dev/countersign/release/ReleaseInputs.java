package dev.countersign.release;

import dev.countersign.activity.ModelRef;
import dev.countersign.data.DataException;
import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.SqlLog;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.http.AllowedHosts;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.model.Models;
import dev.countersign.model.Outputs;
import dev.countersign.model.Scorer;
import dev.countersign.model.endpoint.EndpointModel;
import dev.countersign.model.endpoint.EndpointScorer;
import dev.countersign.passport.Digests;
import dev.countersign.release.FrozenDocument.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens what a frozen release names, and refuses whatever is no longer what was frozen. */
public final class ReleaseInputs {
  private final EvidenceStore evidence;
  private final AllowedHosts hosts;
  private final SqlLog log;

  /**
   * Prepares to open inputs.
   *
   * @param hosts on which a model may be asked that is an endpoint
   */
  public ReleaseInputs(EvidenceStore evidence, AllowedHosts hosts) {
    this(evidence, hosts, SqlLog.SILENT);
  }

  /**
   * Prepares to open inputs.
   *
   * @param hosts on which a model may be asked that is an endpoint
   * @param log told every statement that a database is asked about the data
   */
  public ReleaseInputs(EvidenceStore evidence, AllowedHosts hosts, SqlLog log) {
    this.evidence = evidence;
    this.hosts = hosts;
    this.log = log;
  }

  /**
   * Opens the data.
   *
   * @throws DataException if a file changed since intake or can't be read
   */
  public Dataset data(FrozenDocument release) {
    List<String> altered = altered(release);
    if (!altered.isEmpty()) {
      throw new DataException(
          String.join("; ", altered) + ". Put the data back, or start the release again");
    }
    return Datasets.open(
        release.manifest(),
        Intake.dataSources(release.sources(), release.manifest().data().id()),
        log);
  }

  /** What differs from what was frozen, each in a sentence. */
  public List<String> altered(FrozenDocument release) {
    List<String> altered = new ArrayList<>();
    for (Source source : release.sources()) {
      String now =
          DataSources.Table.isTable(source.path())
              ? new DataSources.Table(URI.create(source.path()), null).digest()
              : digest(Path.of(source.path()));
      if (!now.equals(source.digest())) {
        altered.add(
            "%s (%s) was %s at intake and is %s"
                .formatted(source.name(), source.path(), source.digest(), now));
      }
    }
    return altered;
  }

  /**
   * Opens a model; the file is checked against its digest on the way, an endpoint against what it
   * answered when the release began.
   */
  public Scorer scorer(ModelRef model, Dataset data) {
    Outputs outputs = Outputs.of(data.label(), model.favourableIndex());
    if (model.format() == ModelSpec.Format.MLFLOW_SCORING) {
      return EndpointModel.read(evidence.get(model.digest())).open(hosts, outputs);
    }
    return Models.open(
        file(model), model.format(), data.features(), data.decisionColumns(), outputs);
  }

  /** A model's file, checked against its digest. */
  public Path file(ModelRef model) {
    return evidence.path(model.digest());
  }

  /** An endpoint that has not been asked yet. */
  Scorer endpoint(ModelSpec spec, Dataset data) {
    Outputs outputs = Outputs.of(data.label(), spec.favourableIndexOrDefault());
    return EndpointScorer.of(spec.uri(), hosts, data.features(), outputs);
  }

  static String digest(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return Digests.sha256(content);
    } catch (IOException e) {
      throw new DataException(file + " can't be read: " + e.getMessage(), e);
    }
  }
}
