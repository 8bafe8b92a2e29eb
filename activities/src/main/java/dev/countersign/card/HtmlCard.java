package dev.countersign.card;

import java.util.Base64;
import java.util.List;

/**
 * A card as one self-contained HTML page. Every text is escaped; pictures are embedded as images,
 * where nothing in them can run; the page's own policy lets nothing else be loaded.
 */
final class HtmlCard {
  private static final String STYLE =
      """
      :root { color-scheme: light; --ink: #1f2933; --muted: #52606d; --line: #e4e7eb; --accent: #0072b2; }
      body { margin: 0 auto; max-width: 60rem; padding: 2.5rem 1.5rem 4rem; color: var(--ink);
        font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; background: #fff; }
      header { border-bottom: 3px solid var(--accent); margin-bottom: 1.5rem; padding-bottom: .75rem; }
      h1 { font-size: 1.9rem; margin: 0; } header p { color: var(--muted); margin: .25rem 0 0; }
      nav { columns: 2; font-size: .92rem; margin: 0 0 2rem; } nav a { color: var(--accent); }
      nav ol { margin: 0; padding-left: 1.4rem; }
      section { margin: 0 0 2.25rem; } h2 { font-size: 1.2rem; margin: 0 0 .6rem; }
      dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .3rem 1.25rem; margin: 0 0 .8rem; }
      dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
      .wide { overflow-x: auto; margin: 0 0 1rem; }
      table { border-collapse: collapse; font-size: .88rem; width: 100%; }
      th { text-align: left; color: var(--muted); font-weight: 600; }
      th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; vertical-align: top; }
      td { font-variant-numeric: tabular-nums; }
      figure { margin: 1rem 0; } figure img { max-width: 100%; height: auto; }
      figcaption { color: var(--muted); font-size: .82rem; overflow-wrap: anywhere; }
      .missing { border-left: 4px solid #d55e00; padding: .5rem 1rem; background: #fdf3ec; }
      @media (max-width: 40rem) { nav { columns: 1; } dl { grid-template-columns: 1fr; } }
      details { margin: 0 0 1rem; } summary { cursor: pointer; color: var(--accent); }
      @media print { nav { display: none; } section { break-inside: avoid-page; } }
      """;

  private final StringBuilder out = new StringBuilder(1 << 16);

  private HtmlCard() {}

  static String write(ModelCard card) {
    return new HtmlCard().page(card);
  }

  private String page(ModelCard card) {
    String title = "Model card: " + card.model() + " " + card.version();
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.append("style-src 'unsafe-inline'; img-src data:\">\n");
    element("title", title);
    out.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<header>\n");
    element("h1", card.model() + " " + card.version());
    element("p", "Model card, made from the release's manifest and evidence");
    out.append("</header>\n<nav aria-label=\"Sections\"><ol>\n");
    for (Section section : card.sections()) {
      out.append("<li><a href=\"#").append(escape(section.id())).append("\">");
      out.append(escape(section.title())).append("</a></li>\n");
    }
    out.append("</ol></nav>\n<main>\n");
    card.sections().forEach(this::section);
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  private void section(Section section) {
    out.append("<section id=\"").append(escape(section.id())).append("\">\n");
    element("h2", section.title());
    if (section.remedy() != null) {
      out.append("<p class=\"missing\">Empty. ").append(escape(section.remedy())).append("</p>\n");
    }
    section.blocks().forEach(this::block);
    out.append("</section>\n");
  }

  private void block(Block block) {
    switch (block) {
      case Block.Text(String text) -> element("p", text);
      case Block.Bullets(List<String> items) -> {
        out.append("<ul>\n");
        items.forEach(item -> element("li", item));
        out.append("</ul>\n");
      }
      case Block.Facts(List<Block.Fact> facts) -> {
        out.append("<dl>\n");
        for (Block.Fact fact : facts) {
          element("dt", fact.name());
          element("dd", fact.value());
        }
        out.append("</dl>\n");
      }
      case Block.Table table -> table(table);
      case Block.Figure figure -> figure(figure);
      case Block.Folded(String summary, Block folded) -> {
        out.append("<details>\n");
        element("summary", summary);
        block(folded);
        out.append("</details>\n");
      }
    }
  }

  private void table(Block.Table table) {
    out.append("<div class=\"wide\"><table>\n<thead><tr>");
    for (String cell : table.header()) {
      out.append("<th scope=\"col\">").append(escape(cell)).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      out.append("<tr>");
      row.forEach(cell -> out.append("<td>").append(escape(cell)).append("</td>"));
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table></div>\n");
  }

  private void figure(Block.Figure figure) {
    out.append("<figure><img alt=\"").append(escape(figure.name()));
    out.append("\" src=\"data:image/svg+xml;base64,");
    out.append(Base64.getEncoder().encodeToString(figure.svg())).append("\">");
    out.append("<figcaption>").append(escape(figure.name() + " · " + figure.digest()));
    out.append("</figcaption></figure>\n");
  }

  private void element(String name, String text) {
    out.append('<').append(name).append('>').append(escape(text));
    out.append("</").append(name).append(">\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
