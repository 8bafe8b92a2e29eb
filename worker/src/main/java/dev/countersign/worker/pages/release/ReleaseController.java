package dev.countersign.worker.pages.release;

import dev.countersign.client.ReleaseName;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.worker.pages.entrance.PagesPolicy;
import dev.countersign.worker.pages.entrance.Visitor;
import dev.countersign.worker.pages.entrance.Visitors;
import dev.countersign.workflow.ReleaseView;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.UriUtils;

/** Shows releases and their evidence. */
@Controller
final class ReleaseController {
  /** What a browser may show, always in a sandbox; everything else is for saving. */
  private static final Map<String, MediaType> SHOWN =
      Map.of(
          "svg", MediaType.valueOf("image/svg+xml"),
          "html", new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8),
          "json", new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8),
          "md", new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8));

  private final ReleaseBook book;
  private final ReleasePages pages;
  private final Visitors visitors;

  ReleaseController(ReleaseBook book, ReleasePages pages, Visitors visitors) {
    this.book = book;
    this.pages = pages;
    this.visitors = visitors;
  }

  @GetMapping("/")
  String list(Authentication who, HttpSession session, Model model) {
    Visitor visitor = visitors.of(who, session);
    model.addAttribute("visitor", visitor);
    model.addAttribute("page", ListPage.of(book.list(), visitor));
    return "list";
  }

  @GetMapping("/releases/{model}/{version}")
  String show(
      @PathVariable("model") String name,
      @PathVariable String version,
      Authentication who,
      HttpSession session,
      Model model) {
    ReleaseName release = new ReleaseName(name, version);
    Visitor visitor = visitors.of(who, session);
    model.addAttribute("visitor", visitor);
    model.addAttribute(
        "page",
        pages.of(release, book.view(release), visitor, evidence -> linkTo(release, evidence)));
    return "release";
  }

  /** Says whether a page that is being looked at has fallen behind. */
  @GetMapping(value = "/releases/{model}/{version}/pulse", produces = MediaType.TEXT_PLAIN_VALUE)
  @ResponseBody
  String pulse(@PathVariable String model, @PathVariable String version) {
    return ReleasePages.pulse(book.view(new ReleaseName(model, version)));
  }

  @GetMapping("/releases/{model}/{version}/evidence/{digest}/{file}")
  ResponseEntity<byte[]> evidence(
      @PathVariable String model,
      @PathVariable String version,
      @PathVariable String digest,
      @PathVariable String file) {
    ReleaseView view = book.view(new ReleaseName(model, version));
    return book.content(view, digest, file)
        .map(content -> served(file, content))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  static String linkTo(ReleaseName release, EvidenceRef evidence) {
    return "/releases/%s/evidence/%s/%s"
        .formatted(
            release,
            evidence.digest(),
            UriUtils.encodePathSegment(evidence.name(), StandardCharsets.UTF_8));
  }

  private static ResponseEntity<byte[]> served(String file, byte[] content) {
    MediaType shown = SHOWN.get(file.substring(file.lastIndexOf('.') + 1));
    ContentDisposition disposition =
        (shown == null ? ContentDisposition.attachment() : ContentDisposition.inline())
            .filename(file, StandardCharsets.UTF_8)
            .build();
    return ResponseEntity.ok()
        .contentType(Optional.ofNullable(shown).orElse(MediaType.APPLICATION_OCTET_STREAM))
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("Content-Security-Policy", PagesPolicy.EVIDENCE)
        .body(content);
  }
}
