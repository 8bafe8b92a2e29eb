package dev.countersign.adversarial.attack;

import java.util.List;

/**
 * Texts in which each word may be exchanged for one of its substitutes, as a space: a point holds,
 * word by word, which of them stands there; 0 is the text's own.
 *
 * @param substitutes per place of the text the words that may stand there, its own first
 */
record Substitutions(List<int[]> substitutes) implements Space {
  private record Word(int categories) implements Coordinate.Choice {
    @Override
    public double cost() {
      return 1;
    }
  }

  @Override
  public int size() {
    return substitutes.size();
  }

  @Override
  public Coordinate coordinate(int place) {
    return new Word(substitutes.get(place).length);
  }

  /** The word that stands at a place of a point. */
  int word(double[] point, int place) {
    return substitutes.get(place)[(int) point[place]];
  }
}
