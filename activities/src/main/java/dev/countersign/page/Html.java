package dev.countersign.page;

import dev.countersign.gate.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Pieces of a document; every text is escaped. */
public final class Html {
  private Html() {}

  /** An element that holds a text. */
  public static String element(String name, String text) {
    return "<" + name + ">" + escape(text) + "</" + name + ">\n";
  }

  public static String heading(String text) {
    return element("h3", text);
  }

  public static String paragraph(String text) {
    return element("p", text);
  }

  /** A list of texts. */
  public static String bullets(List<String> items) {
    StringBuilder html = new StringBuilder("<ul>\n");
    items.forEach(item -> html.append(element("li", item)));
    return html.append("</ul>\n").toString();
  }

  /** Names, each with what is so named. */
  public static String facts(List<Map.Entry<String, String>> facts) {
    StringBuilder html = new StringBuilder("<dl>\n");
    facts.forEach(
        fact -> html.append(element("dt", fact.getKey())).append(element("dd", fact.getValue())));
    return html.append("</dl>\n").toString();
  }

  /** A table with a row of heads; one too wide for the page scrolls. */
  public static String table(List<String> heads, List<? extends List<String>> rows) {
    return illustrated(
        heads, rows.stream().map(row -> row.stream().map(Cell::of).toList()).toList());
  }

  /** As {@link #table}, of cells that may hold pictures. */
  public static String illustrated(List<String> heads, List<? extends List<Cell>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
    heads.forEach(head -> html.append("<th scope=\"col\">").append(escape(head)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<Cell> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(cell.html()).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table></div>\n").toString();
  }

  /** What a reader opens when it is wanted. */
  public static String folded(String summary, String html) {
    return "<details>\n" + element("summary", summary) + html + "</details>\n";
  }

  /** What one cell of a table holds. */
  public record Cell(String html) {
    private static final Pattern LONG_WORD = Pattern.compile("\\S{25,}");

    /** A text; a verdict stands out, wherever it stands. */
    public static Cell of(String text) {
      for (Verdict verdict : Verdict.values()) {
        if (verdict.name().equals(text)) {
          return new Cell(
              "<span class=\"tag %s\">%s</span>".formatted(text.toLowerCase(Locale.ROOT), text));
        }
      }
      return new Cell(LONG_WORD.matcher(escape(text)).replaceAll(word -> breakable(word.group())));
    }

    /** A long name may break where its parts end, or it would take the room of all other cells. */
    private static String breakable(String word) {
      return word.replaceAll("[_./](?=.)", "$0<wbr>");
    }

    /** A picture, as a chart makes it. */
    public static Cell picture(String svg) {
      return new Cell(svg);
    }
  }

  /** A text as it may stand between tags and in an attribute. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
