package dev.countersign.worker.pages;

import dev.countersign.testing.Ports;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** A real OpenID Connect provider, Spring's authorization server, with a few people. */
final class IdentityProvider implements AutoCloseable {
  static final String PASSWORD = "open sesame";
  static final String CLIENT = "countersign";
  static final String SECRET = "between the two of them";

  /** Says he is Leo, but nobody has checked his address. */
  static final String UNVERIFIED = "leo@bank.example.unverified";

  private final ConfigurableApplicationContext server;
  private final String issuer;

  private IdentityProvider(ConfigurableApplicationContext server, String issuer) {
    this.server = server;
    this.issuer = issuer;
  }

  /**
   * Starts one.
   *
   * @param pages address of the pages it logs people in to
   */
  static IdentityProvider start(String pages) {
    int port = Ports.free();
    String issuer = "http://localhost:" + port;
    String client = "--spring.security.oauth2.authorizationserver.client.pages.";
    SpringApplication application = new SpringApplication(Settings.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(
        Map.of(
            "spring.config.name",
            "identity-provider",
            "server.port",
            String.valueOf(port),
            "server.address",
            "127.0.0.1",
            "spring.security.oauth2.authorizationserver.issuer",
            issuer));
    return new IdentityProvider(
        application.run(
            "--spring.config.name=identity-provider",
            client + "require-proof-key=true",
            client + "registration.client-id=" + CLIENT,
            client + "registration.client-secret={noop}" + SECRET,
            client + "registration.client-authentication-methods=client_secret_basic",
            client + "registration.authorization-grant-types=authorization_code",
            client + "registration.redirect-uris=" + pages + "/login/oauth2/code/oidc",
            client + "registration.scopes=openid,email,profile"),
        issuer);
  }

  String issuer() {
    return issuer;
  }

  @Override
  public void close() {
    server.close();
  }

  /** No {@code @Configuration}: the worker under test must not find it. */
  @EnableAutoConfiguration
  static class Settings {
    @Bean
    UserDetailsService people() {
      return new InMemoryUserDetailsManager(
          person("leo@bank.example"),
          person("tess@bank.example"),
          person("mallory@bank.example"),
          person(UNVERIFIED));
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> addresses() {
      return token -> {
        String name = token.getPrincipal().getName();
        token
            .getClaims()
            .claim("email", name.replace(".unverified", ""))
            .claim("email_verified", !name.equals(UNVERIFIED));
      };
    }

    private static UserDetails person(String name) {
      return User.withUsername(name).password("{noop}" + PASSWORD).roles("PERSON").build();
    }
  }
}
