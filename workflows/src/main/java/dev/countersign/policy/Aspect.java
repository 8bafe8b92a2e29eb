package dev.countersign.policy;

import dev.countersign.manifest.binding.Problems;

/** One part of a policy that layers tighten: it knows what stands so far. */
sealed interface Aspect permits BarMerge, OptionMerge, SeatMerge, TermMerge {

  /** Notes everything {@code layer} asks for that is looser than what stands. */
  void refuseLooser(Layer layer, Problems problems);

  /** Takes over what {@code layer} asks for wherever it is tighter than what stands. */
  void tighten(Layer layer);

  /** Later layers leave to what stands now whatever they leave out. */
  default void settle() {}
}
