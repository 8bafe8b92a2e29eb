package dev.countersign.card;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A card as Markdown (GitHub's, for its tables). Texts come out as they went in: whatever could be
 * markup is escaped. Pictures are named by their digest.
 */
final class MarkdownCard {
  private static final Pattern MARKUP = Pattern.compile("([\\\\`*_{}\\[\\]<>#|~!&])");
  private static final Pattern BREAKS = Pattern.compile("\\s*\\R\\s*");

  private final StringBuilder out = new StringBuilder(1 << 14);

  private MarkdownCard() {}

  static String write(ModelCard card) {
    MarkdownCard writer = new MarkdownCard();
    writer.line("# " + escape(card.model() + " " + card.version()));
    card.sections().forEach(writer::section);
    return writer.out.toString();
  }

  private void section(Section section) {
    line("");
    line("## " + escape(section.title()));
    if (section.remedy() != null) {
      line("");
      line("**Empty.** " + escape(section.remedy()));
    }
    for (Block block : section.blocks()) {
      line("");
      block(block);
    }
  }

  private void block(Block block) {
    switch (block) {
      case Block.Text(String text) -> line(escape(text));
      case Block.Bullets(List<String> items) -> items.forEach(item -> line("- " + escape(item)));
      case Block.Facts(List<Block.Fact> facts) -> {
        for (Block.Fact fact : facts) {
          line("- **" + escape(fact.name()) + ":** " + escape(fact.value()));
        }
      }
      case Block.Table table -> {
        cells(table.header());
        line("|" + " --- |".repeat(table.header().size()));
        table.rows().forEach(this::cells);
      }
      case Block.Folded(String summary, Block folded) -> {
        line("**" + escape(summary) + "**");
        line("");
        block(folded);
      }
      case Block.Figure figure ->
          line("Figure: " + escape(figure.name()) + " (`" + figure.digest() + "`)");
    }
  }

  private void cells(List<String> row) {
    out.append('|');
    row.forEach(cell -> out.append(' ').append(escape(cell)).append(" |"));
    line("");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String escape(String text) {
    return MARKUP.matcher(BREAKS.matcher(text).replaceAll(" ")).replaceAll("\\\\$1");
  }
}
