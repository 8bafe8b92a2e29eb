package dev.countersign.worker.pages.entrance;

import dev.countersign.worker.pages.PagesProperties;
import org.jspecify.annotations.Nullable;

/** How people come in. Whatever is not set up leaves the door shut. */
public sealed interface Door {

  /** Through an identity provider, which says who they are. */
  record Provider(PagesProperties.Oidc oidc, String secret) implements Door {
    @Override
    public String toString() {
      return "Provider[" + oidc.issuer() + "]";
    }
  }

  /** By a link that whoever sits at this machine can read; nobody says who that is. */
  record LocalLink() implements Door {}

  /** Not at all, and why. */
  record Shut(String why) implements Door {}

  /** Environment variable of the client's secret at the identity provider. */
  String SECRET = "COUNTERSIGN_OIDC_SECRET";

  /**
   * Which door these settings make.
   *
   * @param listensOn the address the server listens on; null means every one
   * @param secret of the client at the identity provider
   */
  static Door of(PagesProperties pages, @Nullable String listensOn, @Nullable String secret) {
    PagesProperties.Oidc oidc = pages.oidc();
    if (oidc != null) {
      return secret == null || secret.isBlank()
          ? new Shut(
              "countersign.pages.oidc is set without a secret. Put the client's secret in "
                  + SECRET
                  + " and start the worker again")
          : new Provider(oidc, secret);
    }
    return listensOn != null && PagesProperties.isThisMachine(listensOn)
        ? new LocalLink()
        : new Shut(
            "the pages listen to other machines, and nothing says who may come in. Set"
                + " countersign.pages.oidc.issuer and .client-id, or server.address: 127.0.0.1");
  }
}
