package dev.countersign.data;

/** A sum, and the sums of squares and of third powers. */
public record Sums(double sum, double squares, double cubes) {
  /** Nothing added up. */
  public static final Sums NONE = new Sums(0, 0, 0);

  /** Both together. */
  public Sums plus(Sums other) {
    return new Sums(sum + other.sum, squares + other.squares, cubes + other.cubes);
  }
}
