package dev.countersign.adversarial.attack;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Grey pictures as a space: every pixel between 0 and 1, and squares of neighbours thrown together.
 *
 * @param side pixels a side
 */
record Pixels(int side) implements Space {
  private record Brightness() implements Coordinate.Quantity {
    @Override
    public double min() {
      return 0;
    }

    @Override
    public double max() {
      return 1;
    }

    @Override
    public double unit() {
      return 1;
    }

    @Override
    public boolean integer() {
      return false;
    }
  }

  private static final Brightness BRIGHTNESS = new Brightness();

  @Override
  public int size() {
    return side * side;
  }

  @Override
  public Coordinate coordinate(int place) {
    return BRIGHTNESS;
  }

  @Override
  public List<int[]> blocks(int[] movable, int size, RandomGenerator random) {
    int edge = Math.clamp(Math.round(Math.sqrt(size)), 1, side);
    int top = random.nextInt(side - edge + 1);
    int left = random.nextInt(side - edge + 1);
    int[] square = new int[edge * edge];
    for (int i = 0; i < square.length; i++) {
      square[i] = (top + i / edge) * side + left + i % edge;
    }
    return List.of(square);
  }
}
