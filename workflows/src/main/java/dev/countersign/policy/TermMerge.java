package dev.countersign.policy;

import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.Durations;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.manifest.binding.Shape;
import dev.countersign.policy.EffectivePolicy.Waivers;
import dev.countersign.policy.Layer.TimeAsk;
import dev.countersign.policy.Layer.UseAsk;
import dev.countersign.policy.Layer.UsedAsk;
import dev.countersign.policy.Layer.WaiverAsk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines, the way back, waivers, promotions and uses of protected attributes. A shorter hold, a
 * longer way back, a shorter waiver with more signatures, a promotion with more, and fewer uses are
 * tighter.
 */
final class TermMerge implements Aspect {
  private @Nullable Duration hold;
  private @Nullable Duration window;
  private @Nullable Duration longestWaiver;
  private final SortedSet<String> waiverSeats = new TreeSet<>();
  private final SortedSet<String> promoters = new TreeSet<>();
  private final List<Map<String, UseAsk>> allowed = new ArrayList<>();

  Duration hold() {
    return Objects.requireNonNull(hold, "a floor says how long a gate may hold");
  }

  Duration window() {
    return Objects.requireNonNull(window, "a floor says how long the way back is open");
  }

  Waivers waivers() {
    return new Waivers(
        Objects.requireNonNull(longestWaiver, "a floor says what a waiver may do"),
        List.copyOf(waiverSeats));
  }

  /** Every seat that any layer has sign a promotion. */
  List<String> promoters() {
    return List.copyOf(promoters);
  }

  /** Uses allowed by attribute: what every layer allows. */
  SortedMap<String, List<Use>> protectedUse() {
    SortedMap<String, List<Use>> uses = new TreeMap<>();
    Stream.concat(
            Stream.of(PolicyPack.ANY), allowed.stream().flatMap(layer -> layer.keySet().stream()))
        .forEach(attribute -> uses.put(attribute, allowedFor(attribute)));
    return uses;
  }

  private List<Use> allowedFor(String attribute) {
    return Arrays.stream(Use.values())
        .filter(
            use ->
                allowed.stream()
                    .map(layer -> layer.getOrDefault(attribute, layer.get(PolicyPack.ANY)))
                    .allMatch(ask -> ask == null || ask.allow().contains(use)))
        .toList();
  }

  @Override
  public void tighten(Layer layer) {
    TimeAsk heldFor = layer.hold();
    if (heldFor != null && (hold == null || heldFor.length().compareTo(hold) < 0)) {
      hold = heldFor.length();
    }
    TimeAsk openFor = layer.window();
    if (openFor != null && (window == null || openFor.length().compareTo(window) > 0)) {
      window = openFor.length();
    }
    WaiverAsk waivers = layer.waivers();
    if (waivers != null) {
      waiverSeats.addAll(waivers.seats());
      if (longestWaiver == null || waivers.longest().compareTo(longestWaiver) < 0) {
        longestWaiver = waivers.longest();
      }
    }
    promoters.addAll(layer.promoters());
    if (!layer.allowed().isEmpty()) {
      allowed.add(layer.allowed());
    }
  }

  @Override
  public void refuseLooser(Layer layer, Problems problems) {
    TimeAsk heldFor = layer.hold();
    if (heldFor != null && hold != null && heldFor.length().compareTo(hold) > 0) {
      refuse(heldFor, "at most", hold, problems);
    }
    TimeAsk openFor = layer.window();
    if (openFor != null && window != null && openFor.length().compareTo(window) < 0) {
      refuse(openFor, "at least", window, problems);
    }
    WaiverAsk waivers = layer.waivers();
    if (waivers != null
        && longestWaiver != null
        && waivers.longest().compareTo(longestWaiver) > 0) {
      refuse(new TimeAsk(waivers.longest(), waivers.where()), "at most", longestWaiver, problems);
    }
    layer.allowed().forEach((attribute, ask) -> refuseUses(attribute, ask, problems));
    layer.uses().forEach(ask -> refuseUse(ask, problems));
  }

  private static void refuse(TimeAsk ask, String side, Duration allowed, Problems problems) {
    String bound = side + " " + Durations.show(allowed);
    problems.add(
        ask.where(),
        Durations.show(ask.length()) + " loosens the policy, which asks for " + bound,
        "Write " + bound + ", or leave it out");
  }

  private void refuseUses(String attribute, UseAsk ask, Problems problems) {
    List<Use> standing = allowedFor(attribute);
    List<Use> looser = ask.allow().stream().filter(use -> !standing.contains(use)).toList();
    if (!looser.isEmpty()) {
      problems.add(
          ask.where(),
          "allows " + words(looser) + ", which the policy does not",
          "Allow at most " + words(standing));
    }
  }

  private void refuseUse(UsedAsk ask, Problems problems) {
    List<Use> standing = allowedFor(ask.attribute().toLowerCase(Locale.ROOT));
    if (!standing.contains(ask.use())) {
      problems.add(
          ask.where(),
          "the policy does not allow the use "
              + words(List.of(ask.use()))
              + " of "
              + ask.attribute(),
          standing.isEmpty() ? "Leave the attribute out" : "Choose among " + words(standing));
    }
  }

  private static String words(List<Use> uses) {
    return uses.stream().map(Shape::written).collect(Collectors.joining(", "));
  }
}
