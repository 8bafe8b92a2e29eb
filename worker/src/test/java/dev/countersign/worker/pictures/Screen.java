package dev.countersign.worker.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal shows of a transcript: lines, colours (SGR), going up by lines (CSI F) and
 * clearing what is below (CSI J), which is all that the commands use.
 */
final class Screen {
  private static final Pattern PIECE =
      Pattern.compile("\u001b\\[([0-9;]*)([A-Za-z])|\r|\n|[^\u001b\r\n]+");

  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private String style = "";

  /** Plays a transcript. */
  static Screen of(String transcript) {
    Screen screen = new Screen();
    Matcher piece = PIECE.matcher(transcript);
    while (piece.find()) {
      if (piece.group(2) != null) {
        screen.control(piece.group(1), piece.group(2).charAt(0));
      } else {
        screen.write(piece.group());
      }
    }
    return screen;
  }

  /** Lines as HTML from the first that begins so, where there are that many. */
  List<String> from(String beginning, int count) {
    for (int first = 0; first < lines.size(); first++) {
      if (TAG.matcher(lines.get(first)).replaceAll("").startsWith(beginning)) {
        return lines.subList(first, Math.min(lines.size(), first + count)).stream()
            .map(String::valueOf)
            .toList();
      }
    }
    throw new IllegalStateException("the terminal shows no line that begins with " + beginning);
  }

  private void control(String numbers, char command) {
    switch (command) {
      case 'm' -> style = numbers.isEmpty() ? "0" : numbers;
      case 'F' -> row = Math.max(0, row - Integer.parseInt(numbers));
      case 'J' -> {
        lines.subList(row, lines.size()).clear();
        lines.add(new StringBuilder());
      }
      default -> throw new IllegalStateException("the terminal was told " + numbers + command);
    }
  }

  private void write(String text) {
    switch (text) {
      case "\r" -> {}
      case "\n" -> {
        row++;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      }
      default -> {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;");
        lines
            .get(row)
            .append("<i class='s")
            .append(style.replace(';', '-'))
            .append("'>")
            .append(safe)
            .append("</i>");
      }
    }
  }
}
