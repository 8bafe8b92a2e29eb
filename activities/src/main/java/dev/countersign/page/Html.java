package dev.countersign.page;

import dev.countersign.gate.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
    heads.forEach(head -> html.append("<th scope=\"col\">").append(escape(head)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append(cell(cell)));
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table></div>\n").toString();
  }

  /** A verdict stands out, wherever it stands. */
  private static String cell(String text) {
    for (Verdict verdict : Verdict.values()) {
      if (verdict.name().equals(text)) {
        return "<td><span class=\"tag %s\">%s</span></td>"
            .formatted(text.toLowerCase(Locale.ROOT), text);
      }
    }
    return "<td>" + escape(text) + "</td>";
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
