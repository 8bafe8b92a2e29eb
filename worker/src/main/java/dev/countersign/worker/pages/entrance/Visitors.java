package dev.countersign.worker.pages.entrance;

import dev.countersign.approval.TrustFile;
import dev.countersign.worker.pages.PagesProperties;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Knows visitors by the trust file as it stands now, so that who was taken out is out at once. */
public final class Visitors {
  private static final String CLAIMED = Visitors.class.getName() + ".claimed";
  private static final String EVERYBODY = "*";

  private final Supplier<TrustFile> trust;
  private final PagesProperties pages;

  public Visitors(Supplier<TrustFile> trust, PagesProperties pages) {
    this.trust = trust;
    this.pages = pages;
  }

  /** Who that is. */
  public Visitor of(Authentication who, HttpSession session) {
    return who.getPrincipal() instanceof OidcUser user
        ? known(user.getName(), true)
        : session.getAttribute(CLAIMED) instanceof String claimed
            ? known(claimed, false)
            : new Visitor(null, "", List.of(), false, false);
  }

  /**
   * Whoever sits at this machine says who it is.
   *
   * @throws IllegalArgumentException if the trust file has no such person
   */
  public void claim(HttpSession session, String person) {
    if (!trust.get().people().containsKey(person)) {
      throw new IllegalArgumentException(
          person + " is not in the trust file. Choose somebody who is");
    }
    session.setAttribute(CLAIMED, person);
  }

  /** People who could sit at this machine, by identity. */
  public Map<String, TrustFile.Person> people() {
    return trust.get().people();
  }

  /** Whether somebody whom the identity provider let in may read. */
  boolean mayRead(String person) {
    return pages.readers().contains(EVERYBODY)
        || pages.readers().stream().anyMatch(person::equalsIgnoreCase)
        || identity(person).isPresent();
  }

  private Visitor known(String person, boolean vouched) {
    String identity = identity(person).orElse(person);
    TrustFile.@Nullable Person entry = trust.get().people().get(identity);
    return entry == null
        ? new Visitor(identity, identity, List.of(), false, vouched)
        : new Visitor(
            identity,
            entry.name() == null ? identity : entry.name(),
            entry.seats(),
            !entry.keys().isEmpty(),
            vouched);
  }

  /** The trust file's spelling: letter case makes no difference there. */
  private Optional<String> identity(String person) {
    return trust.get().people().keySet().stream().filter(person::equalsIgnoreCase).findFirst();
  }
}
