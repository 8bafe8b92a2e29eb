package dev.countersign.card;

import dev.countersign.page.Document;
import dev.countersign.page.Html;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A card as a page; pictures are embedded as images, where nothing in them can run. */
final class HtmlCard {
  private HtmlCard() {}

  static String write(ModelCard card) {
    String title = card.model() + " " + card.version();
    return new Document(
            "Model card: " + title,
            title,
            "Model card, made from the release's manifest and evidence",
            card.sections().stream().map(HtmlCard::part).toList())
        .toHtml();
  }

  private static Document.Part part(Section section) {
    String remedy = section.remedy();
    String empty =
        remedy == null ? "" : "<p class=\"missing\">Empty. " + Html.escape(remedy) + "</p>\n";
    return new Document.Part(
        section.id(),
        section.title(),
        empty + section.blocks().stream().map(HtmlCard::block).collect(Collectors.joining()));
  }

  private static String block(Block block) {
    return switch (block) {
      case Block.Text(String text) -> Html.paragraph(text);
      case Block.Bullets(List<String> items) -> Html.bullets(items);
      case Block.Facts(List<Block.Fact> facts) ->
          Html.facts(facts.stream().map(fact -> Map.entry(fact.name(), fact.value())).toList());
      case Block.Table(List<String> header, List<List<String>> rows) -> Html.table(header, rows);
      case Block.Figure figure -> figure(figure);
      case Block.Folded(String summary, Block folded) -> Html.folded(summary, block(folded));
    };
  }

  private static String figure(Block.Figure figure) {
    return "<figure><img alt=\"%s\" src=\"data:image/svg+xml;base64,%s\">%s</figure>\n"
        .formatted(
            Html.escape(figure.name()),
            Base64.getEncoder().encodeToString(figure.svg()),
            Html.element("figcaption", figure.name() + " · " + figure.digest()).strip());
  }
}
