package dev.countersign.worker.pages.release;

import dev.countersign.client.ClientException;
import dev.countersign.client.ReleaseName;
import dev.countersign.release.DecisionReport;
import dev.countersign.worker.pages.entrance.Visitors;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Answers why one row is decided as it is. */
@Controller
final class DecisionController {
  private static final int LONGEST_ID = 200;

  private final ReleaseBook book;
  private final DecisionDesk desk;
  private final Visitors visitors;

  DecisionController(ReleaseBook book, DecisionDesk desk, Visitors visitors) {
    this.book = book;
    this.desk = desk;
    this.visitors = visitors;
  }

  @GetMapping("/releases/{model}/{version}/why")
  String why(
      @PathVariable("model") String name,
      @PathVariable String version,
      @RequestParam(defaultValue = "") String row,
      Authentication who,
      HttpSession session,
      HttpServletResponse response,
      Model model) {
    ReleaseName release = new ReleaseName(name, version);
    model.addAttribute("visitor", visitors.of(who, session));
    model.addAttribute("name", release.toString());
    model.addAttribute("path", "/releases/" + release);
    model.addAttribute("row", row);
    if (row.isBlank() || row.length() > LONGEST_ID) {
      return "why";
    }
    try {
      DecisionReport decision = desk.explain(book.view(release), row.strip());
      model.addAttribute("words", decision.inWords());
      model.addAttribute("picture", asSource(decision.why().toSvg()));
    } catch (ClientException e) {
      if (e.kind() != ClientException.Kind.BAD_INPUT && e.kind() != ClientException.Kind.REFUSED) {
        throw e;
      }
      response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
      model.addAttribute("problem", e.getMessage() + ". " + e.remedy() + ".");
    }
    return "why";
  }

  /** In an image nothing runs, whatever a column or a value is called. */
  private static String asSource(String svg) {
    return "data:image/svg+xml;base64,"
        + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
  }
}
