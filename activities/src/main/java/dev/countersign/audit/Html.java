package dev.countersign.audit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pieces of a page without script; every text is escaped. */
final class Html {
  private Html() {}

  static String heading(int level, String text) {
    return "<h" + level + ">" + escape(text) + "</h" + level + ">\n";
  }

  static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>\n";
  }

  static String table(List<String> heads, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<table>\n<tr>");
    heads.forEach(head -> html.append("<th scope=\"col\">").append(escape(head)).append("</th>"));
    html.append("</tr>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</table>\n").toString();
  }

  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> String.format(Locale.ROOT, "%.4f", number);
      default -> value.toString();
    };
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
