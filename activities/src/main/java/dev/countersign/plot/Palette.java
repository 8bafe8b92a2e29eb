package dev.countersign.plot;

import dev.countersign.gate.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Colours that stay apart for people who see colours differently: the eight of Okabe and Ito (Color
 * Universal Design, 2008), and greys for everything that is not data.
 */
public final class Palette {
  public static final String INK = "#1f2933";
  public static final String MUTED = "#52606d";
  public static final String GRID = "#e4e7eb";
  public static final String PAPER = "#ffffff";
  public static final String BLUE = "#0072b2";
  public static final String ORANGE = "#d55e00";
  public static final String GREEN = "#00785a";
  public static final String AMBER = "#a86b00";

  private static final List<String> SERIES =
      List.of(BLUE, ORANGE, "#009e73", "#cc79a7", "#e69f00", "#56b4e9", INK, "#8a6d00");

  private Palette() {}

  /** The colour of the {@code index}-th series, from 0; colours repeat after eight. */
  public static String series(int index) {
    return SERIES.get(Math.floorMod(index, SERIES.size()));
  }

  /** The colour of a verdict; what has none is ink. */
  public static String of(@Nullable Verdict verdict) {
    return switch (verdict) {
      case null -> INK;
      case PASS -> GREEN;
      case WARN -> AMBER;
      case INCONCLUSIVE -> MUTED;
      case FAIL -> ORANGE;
    };
  }

  /**
   * A colour between white (0) and {@code colour} (1).
   *
   * @param colour six hexadecimal digits after {@code #}
   * @param share in [0, 1]; what lies outside is clamped
   */
  public static String tint(String colour, double share) {
    double s = Math.clamp(share, 0, 1);
    int rgb = Integer.parseInt(colour.substring(1), 16);
    int red = mix(rgb >> 16, s);
    int green = mix(rgb >> 8, s);
    int blue = mix(rgb, s);
    return "#%02x%02x%02x".formatted(red, green, blue);
  }

  private static int mix(int channel, double share) {
    return (int) Math.round(255 + ((channel & 0xff) - 255) * share);
  }
}
