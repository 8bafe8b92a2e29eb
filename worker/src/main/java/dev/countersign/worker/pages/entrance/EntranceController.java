package dev.countersign.worker.pages.entrance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Coming in, saying who one is, leaving. */
@Controller
final class EntranceController {
  private final Door door;
  private final LocalEntry local;
  private final Visitors visitors;
  private final HttpSessionSecurityContextRepository contexts =
      new HttpSessionSecurityContextRepository();

  EntranceController(Door door, LocalEntry local, Visitors visitors) {
    this.door = door;
    this.local = local;
    this.visitors = visitors;
  }

  @GetMapping("/login")
  String login(HttpServletRequest request, Model model) {
    HttpSession session = request.getSession(false);
    if (session != null && session.getAttribute(LoginFailed.WHY) instanceof String why) {
      session.removeAttribute(LoginFailed.WHY);
      model.addAttribute("problem", why);
    }
    if (door instanceof Door.Provider provider) {
      model.addAttribute("provider", provider.oidc().issuer().getHost());
    } else {
      model.addAttribute("linkFile", local.file().toString());
    }
    return "login";
  }

  @GetMapping("/left")
  String left() {
    return "left";
  }

  @GetMapping("/enter")
  String enter(
      @RequestParam(defaultValue = "") String token,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<String> onward =
        door instanceof Door.LocalLink ? local.opens(token) : Optional.empty();
    if (onward.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      model.addAttribute("problem", "This link has been used already, or a newer one counts.");
      model.addAttribute("linkFile", local.file().toString());
      return "login";
    }
    HttpSession before = request.getSession(false);
    if (before != null) {
      before.invalidate();
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            "local", null, AuthorityUtils.createAuthorityList("ROLE_LOCAL")));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    return "redirect:" + onward.get();
  }

  @GetMapping("/who")
  String who(Model model) {
    model.addAttribute(
        "people",
        visitors.people().entrySet().stream()
            .map(
                entry ->
                    new Choice(
                        entry.getKey(),
                        entry.getValue().name() == null ? entry.getKey() : entry.getValue().name(),
                        entry.getValue().seats()))
            .toList());
    return "who";
  }

  /** Somebody to choose. */
  record Choice(String person, String name, List<String> seats) {}

  @PostMapping("/who")
  String claim(
      @RequestParam String person, HttpSession session, HttpServletResponse response, Model model) {
    if (!(door instanceof Door.LocalLink)) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      model.addAttribute("why", "The identity provider says who you are; nobody else does.");
      return "refused";
    }
    visitors.claim(session, person);
    return "redirect:/";
  }

  @RequestMapping("/refused")
  String refused(HttpServletRequest request, Model model) {
    @Nullable Object why = request.getAttribute(Refused.WHY);
    model.addAttribute("why", why == null ? "There is nothing here." : why);
    return "refused";
  }
}
