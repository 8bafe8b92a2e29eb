package dev.countersign.testing;

import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.Features;
import dev.countersign.manifest.DataSpec.Label;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Provenance;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.GateSpec;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.Split;
import dev.countersign.manifest.UseCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds manifests for tests of gates; what a test doesn't say is plain and valid. */
public final class Manifests {
  private final String source;
  private final Label label;
  private final List<ProtectedAttribute> attributes = new ArrayList<>();
  private final Map<String, GateSpec> gates = new HashMap<>();
  private @Nullable Split split;
  private @Nullable String id;
  private @Nullable Features features;
  private @Nullable MitigationSpec mitigation;
  private @Nullable PredictionsSpec predictions;
  private List<String> pii = List.of();

  private Manifests(String source, Label label) {
    this.source = source;
    this.label = label;
  }

  public static Manifests over(String source, String labelColumn, String favourable) {
    return new Manifests(source, new Label(labelColumn, favourable, Provenance.OUTCOME));
  }

  /** The manifest of {@code examples/german-credit.yaml}, as far as data goes. */
  public static Manifests german() {
    return over("data/german_credit.csv", "credit_risk", "good")
        .split(new Split.Hashed(0.3, null, 10, null))
        .id("application_id")
        .pii("application_id")
        .protect("sex", "sex", "male")
        .protectBanded("age", "age", ">25", Use.TRAINING, "<=25", ">25")
        .exclude("sex", "personal_status_sex", "age");
  }

  public Manifests split(@Nullable Split value) {
    split = value;
    return this;
  }

  public Manifests id(@Nullable String value) {
    id = value;
    return this;
  }

  public Manifests pii(String... columns) {
    pii = List.of(columns);
    return this;
  }

  public Manifests include(String... columns) {
    features = new Features(List.of(columns), null);
    return this;
  }

  public Manifests exclude(String... columns) {
    features = new Features(null, List.of(columns));
    return this;
  }

  public Manifests protect(String attribute, String column, String reference) {
    return protect(new ProtectedAttribute(attribute, column, null, reference, null));
  }

  public Manifests protectBanded(
      String attribute, String column, String reference, Use use, String... bands) {
    return protect(new ProtectedAttribute(attribute, column, List.of(bands), reference, use));
  }

  public Manifests protect(ProtectedAttribute attribute) {
    attributes.add(attribute);
    return this;
  }

  public Manifests mitigate(MitigationSpec value) {
    mitigation = value;
    return this;
  }

  public Manifests predictions(PredictionsSpec value) {
    predictions = value;
    return this;
  }

  public Manifests option(String gate, String name, Object value) {
    gates.put(gate, new GateSpec(Map.of(), Map.of(name, value)));
    return this;
  }

  public ReleaseManifest build() {
    return new ReleaseManifest(
        new ReleaseManifest.Metadata(
            "test", "1", "tests", "ci@test.example", List.of("ada@test.example"), null),
        new ReleaseManifest.IntendedUse(
            "decide", "people", "harm", UseCase.OTHER, List.of(), List.of()),
        null,
        new DataSpec(source, split, id, label, attributes, features, pii),
        mitigation,
        null,
        null,
        predictions,
        null,
        null,
        null,
        gates,
        List.of(),
        null,
        null,
        null,
        null);
  }
}
