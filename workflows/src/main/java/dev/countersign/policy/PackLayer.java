package dev.countersign.policy;

import dev.countersign.manifest.Durations;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.policy.Layer.BarAsk;
import dev.countersign.policy.Layer.OptionAsk;
import dev.countersign.policy.Layer.SeatAsk;
import dev.countersign.policy.Layer.TimeAsk;
import dev.countersign.policy.Layer.UseAsk;
import dev.countersign.policy.Layer.WaiverAsk;
import dev.countersign.policy.PolicyPack.HoldPolicy;
import dev.countersign.policy.PolicyPack.RollbackPolicy;
import dev.countersign.policy.PolicyPack.SeatPolicy;
import dev.countersign.policy.PolicyPack.WaiverPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a policy asks for. */
final class PackLayer {
  private PackLayer() {}

  static Layer of(PolicyPack pack, Draft draft) {
    return new Layer(
        bars(pack, draft),
        List.of(),
        options(pack, draft),
        seats(pack, draft),
        hold(pack, draft),
        window(pack, draft),
        waivers(pack, draft),
        pack.promotion() == null ? List.of() : pack.promotion().seats(),
        allowed(pack, draft),
        List.of());
  }

  private static List<BarAsk> bars(PolicyPack pack, Draft draft) {
    List<BarAsk> bars = new ArrayList<>();
    pack.gates()
        .forEach(
            (gate, policy) ->
                policy
                    .checks()
                    .forEach(
                        (check, bar) ->
                            bars.add(
                                new BarAsk(
                                    gate, check, bar, draft.at("gates", gate, "checks", check)))));
    return bars;
  }

  private static List<OptionAsk> options(PolicyPack pack, Draft draft) {
    List<OptionAsk> options = new ArrayList<>();
    pack.gates()
        .forEach(
            (gate, policy) ->
                policy
                    .options()
                    .forEach(
                        (name, value) ->
                            options.add(
                                new OptionAsk(
                                    gate, name, value, draft.at("gates", gate, "options", name)))));
    return options;
  }

  private static List<SeatAsk> seats(PolicyPack pack, Draft draft) {
    List<SeatAsk> seats = new ArrayList<>();
    for (SeatPolicy seat : pack.seats()) {
      Draft where = draft.at("seats", Integer.toString(seats.size()));
      seats.add(
          new SeatAsk(
              seat.role(), seat.board(), seat.people(), Durations.parse(seat.deadline()), where));
    }
    return seats;
  }

  private static @Nullable TimeAsk hold(PolicyPack pack, Draft draft) {
    HoldPolicy hold = pack.hold();
    return hold == null
        ? null
        : new TimeAsk(Durations.parse(hold.deadline()), draft.at("hold", "deadline"));
  }

  private static @Nullable TimeAsk window(PolicyPack pack, Draft draft) {
    RollbackPolicy rollback = pack.rollback();
    return rollback == null
        ? null
        : new TimeAsk(Durations.parse(rollback.window()), draft.at("rollback", "window"));
  }

  private static @Nullable WaiverAsk waivers(PolicyPack pack, Draft draft) {
    WaiverPolicy waivers = pack.waivers();
    return waivers == null
        ? null
        : new WaiverAsk(
            Durations.parse(waivers.longest()), waivers.seats(), draft.at("waivers", "longest"));
  }

  private static Map<String, UseAsk> allowed(PolicyPack pack, Draft draft) {
    Map<String, UseAsk> allowed = new TreeMap<>();
    pack.protectedUse()
        .forEach(
            (attribute, policy) ->
                allowed.put(
                    attribute.toLowerCase(Locale.ROOT),
                    new UseAsk(policy.allow(), draft.at("protectedUse", attribute))));
    return allowed;
  }
}
