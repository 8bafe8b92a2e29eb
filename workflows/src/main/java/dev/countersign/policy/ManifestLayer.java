package dev.countersign.policy;

import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.Durations;
import dev.countersign.manifest.GateSpec.CheckSpec;
import dev.countersign.manifest.GateVocabulary;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.policy.Layer.BarAsk;
import dev.countersign.policy.Layer.OptionAsk;
import dev.countersign.policy.Layer.SeatAsk;
import dev.countersign.policy.Layer.TimeAsk;
import dev.countersign.policy.Layer.UsedAsk;
import dev.countersign.policy.PolicyPack.BarPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest asks for, read from its draft: other mistakes in it don't hide a loosened bar.
 */
final class ManifestLayer {
  private static final String BASIS = "manifest";

  private ManifestLayer() {}

  static Layer of(Draft manifest) {
    List<BarAsk> bars = new ArrayList<>();
    List<OptionAsk> options = new ArrayList<>();
    manifest
        .at("gates")
        .entries()
        .forEach(
            (id, gate) -> {
              bars.addAll(bars(id, gate.at("checks")));
              gate.at("options")
                  .entries()
                  .forEach(
                      (name, value) ->
                          Optional.ofNullable(value.value())
                              .ifPresent(v -> options.add(new OptionAsk(id, name, v, value))));
            });
    List<BarAsk> stepBars =
        manifest.at("rollout", "steps").items().stream()
            .flatMap(step -> bars(GateVocabulary.ROLLOUT, step.at("analysis", "checks")).stream())
            .toList();
    return new Layer(
        bars,
        stepBars,
        options,
        seats(manifest),
        null,
        time(manifest.at("monitoring", "rollbackWindow")),
        null,
        List.of(),
        Map.of(),
        uses(manifest));
  }

  private static List<BarAsk> bars(String gate, Draft checks) {
    List<BarAsk> bars = new ArrayList<>();
    checks
        .entries()
        .forEach(
            (check, where) ->
                where
                    .as(CheckSpec.class)
                    .ifPresent(spec -> bars.add(new BarAsk(gate, check, bar(spec), where))));
    return bars;
  }

  private static BarPolicy bar(CheckSpec spec) {
    return new BarPolicy(
        spec.min(), spec.max(), spec.maxDrop(), spec.severity(), spec.decideOn(), BASIS);
  }

  private static List<SeatAsk> seats(Draft manifest) {
    List<SeatAsk> seats = new ArrayList<>();
    for (Draft approval : manifest.at("approvals").items()) {
      Draft deadline = approval.at("deadline");
      approval
          .at("seat")
          .text()
          .ifPresent(
              role ->
                  seats.add(
                      new SeatAsk(
                          role,
                          approval.at("board").as(Board.class).orElse(null),
                          approval.at("people").texts(),
                          deadline.text().map(Durations::parse).orElse(null),
                          approval)));
    }
    return seats;
  }

  private static @Nullable TimeAsk time(Draft where) {
    return where.text().map(text -> new TimeAsk(Durations.parse(text), where)).orElse(null);
  }

  private static List<UsedAsk> uses(Draft manifest) {
    List<UsedAsk> uses = new ArrayList<>();
    for (Draft attribute : manifest.at("data", "protected").items()) {
      Draft use = attribute.at("use");
      Optional<Use> made = use.isWritten() ? use.as(Use.class) : Optional.of(Use.AUDIT);
      attribute
          .at("attribute")
          .text()
          .ifPresent(name -> made.ifPresent(u -> uses.add(new UsedAsk(name, u, use))));
    }
    return uses;
  }
}
