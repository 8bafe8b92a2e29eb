package dev.countersign.worker.pages.entrance;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.oidc.OidcScopes;

/**
 * The identity provider, asked for its configuration at the first login and not at the start: a
 * worker must work while the provider is down.
 */
final class DiscoveredProvider implements ClientRegistrationRepository {
  static final String ID = "oidc";

  private final Door.Provider door;
  private final String redirect;
  private final AtomicReference<@Nullable ClientRegistration> discovered = new AtomicReference<>();

  /**
   * @param redirect where the provider sends people back to
   */
  DiscoveredProvider(Door.Provider door, String redirect) {
    this.door = door;
    this.redirect = redirect;
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    if (!ID.equals(id)) {
      return null;
    }
    ClientRegistration known = discovered.get();
    if (known == null) {
      known = discover();
      discovered.set(known);
    }
    return known;
  }

  private ClientRegistration discover() {
    return ClientRegistrations.fromIssuerLocation(door.oidc().issuer().toString())
        .registrationId(ID)
        .clientId(door.oidc().clientId())
        .clientSecret(door.secret())
        .redirectUri(redirect)
        .scope(OidcScopes.OPENID, OidcScopes.EMAIL, OidcScopes.PROFILE)
        .userNameAttributeName(door.oidc().claim())
        .clientSettings(ClientRegistration.ClientSettings.builder().requireProofKey(true).build())
        .build();
  }
}
