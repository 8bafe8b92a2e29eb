package dev.countersign.page;

import java.util.List;

/**
 * A document in sections, listed at its top. Its own policy lets nothing be loaded and nothing run.
 *
 * @param name what the browser shows, for example {@code Model card: credit-risk 7}
 * @param title its heading
 * @param subtitle what it is, in a line
 * @param sections in order
 */
public record Document(String name, String title, String subtitle, List<Part> sections) {
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
      h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
      dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .3rem 1.25rem; margin: 0 0 .8rem; }
      dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
      .wide { overflow-x: auto; margin: 0 0 1rem; }
      table { border-collapse: collapse; font-size: .88rem; width: 100%; }
      th { text-align: left; color: var(--muted); font-weight: 600; }
      th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; vertical-align: top; }
      td { font-variant-numeric: tabular-nums; }
      svg, figure img { max-width: 100%; height: auto; display: block; margin: 1rem 0; }
      figure { margin: 1rem 0; }
      figcaption { color: var(--muted); font-size: .82rem; overflow-wrap: anywhere; }
      .tag { border: 1px solid; border-radius: 1rem; font-size: .78rem; font-weight: 600; padding: .05rem .55rem; white-space: nowrap; }
      .pass { color: #00684b; } .warn, .inconclusive { color: #7a4f00; } .fail { color: #a61b1b; }
      .missing { border-left: 4px solid #d55e00; padding: .5rem 1rem; background: #fdf3ec; }
      @media (max-width: 40rem) { nav { columns: 1; } dl { grid-template-columns: 1fr; } }
      details { margin: 0 0 1rem; } summary { cursor: pointer; color: var(--accent); }
      @media print { nav { display: none; } section { break-inside: avoid-page; } }
      """;

  /**
   * A section.
   *
   * @param id by which links find it
   * @param title its heading
   * @param html what it holds, as {@link Html} makes it or as SVG
   */
  public record Part(String id, String title, String html) {}

  public Document {
    sections = List.copyOf(sections);
  }

  /** The whole file. */
  public String toHtml() {
    StringBuilder out = new StringBuilder(1 << 16);
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.append("style-src 'unsafe-inline'; img-src data:\">\n");
    out.append(Html.element("title", name));
    out.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<header>\n");
    out.append(Html.element("h1", title)).append(Html.paragraph(subtitle));
    out.append("</header>\n<nav aria-label=\"Sections\"><ol>\n");
    for (Part section : sections) {
      out.append("<li><a href=\"#").append(Html.escape(section.id())).append("\">");
      out.append(Html.escape(section.title())).append("</a></li>\n");
    }
    out.append("</ol></nav>\n<main>\n");
    for (Part section : sections) {
      out.append("<section id=\"").append(Html.escape(section.id())).append("\">\n");
      out.append(Html.element("h2", section.title()));
      out.append(section.html()).append("</section>\n");
    }
    return out.append("</main>\n</body>\n</html>\n").toString();
  }
}
