package dev.countersign.adversarial.attack;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The attacks there are, as they are run where nothing else is asked for. */
public final class Attacks {
  /** By id. */
  public static final Map<String, Attack> KNOWN =
      Stream.of(
              new RandomSearch(3),
              new GreedySearch(),
              new HopSkipJump(24, 200, 50),
              new BoundaryAttack(0.1, 0.1, 5000),
              new SquareAttack(3, 0.8),
              new Zoo(0.05, 0.1, 10))
          .collect(Collectors.toUnmodifiableMap(Attack::id, Function.identity()));

  /** Those that change few things first: for a person who asks what would have to change. */
  public static final List<Attack> SPARSE =
      List.of(new GreedySearch(), new HopSkipJump(12, 100, 50));

  private Attacks() {}
}
