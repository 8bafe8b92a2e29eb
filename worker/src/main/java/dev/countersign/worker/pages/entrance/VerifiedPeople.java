package dev.countersign.worker.pages.entrance;

import java.util.List;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;

/**
 * Takes from the ID token who somebody is. An address that the provider has not verified could be
 * anybody's, so it names nobody.
 */
final class VerifiedPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {
  private static final String EMAIL = "email";

  private final String claim;

  VerifiedPeople(String claim) {
    this.claim = claim;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcIdToken token = request.getIdToken();
    String person = token.getClaimAsString(claim);
    if (person == null || person.isBlank()) {
      throw refused("the identity provider gives no " + claim + " in its ID token");
    }
    if (claim.equals(EMAIL) && !Boolean.TRUE.equals(token.getEmailVerified())) {
      throw refused("the identity provider has not verified the address " + person);
    }
    return new DefaultOidcUser(List.of(new OidcUserAuthority(token, null, claim)), token, claim);
  }

  private static OAuth2AuthenticationException refused(String why) {
    return new OAuth2AuthenticationException(new OAuth2Error("access_denied", why, null), why);
  }
}
