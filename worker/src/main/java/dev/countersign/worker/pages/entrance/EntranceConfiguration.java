package dev.countersign.worker.pages.entrance;

import dev.countersign.worker.WorkerProperties;
import dev.countersign.worker.pages.PagesProperties;
import dev.countersign.worker.wiring.TrustBook;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/** Who may come in, as filters in front of every request. */
@Configuration(proxyBeanMethods = false)
public class EntranceConfiguration {
  private static final String[] FOR_EVERYBODY = {
    "/login", "/left", "/enter", "/style.css", "/icon.svg", "/error"
  };

  @Bean
  Door door(
      PagesProperties pages,
      @Value("${server.address:}") String listensOn,
      @Value("${" + Door.SECRET + ":}") String secret) {
    return Door.of(pages, listensOn.isBlank() ? null : listensOn, secret);
  }

  @Bean
  Visitors visitors(TrustBook trust, PagesProperties pages) {
    return new Visitors(trust, pages);
  }

  @Bean
  LocalEntry localEntry(WorkerProperties properties) {
    return new LocalEntry(properties.state().resolve("pages.link"));
  }

  /** A session's cookie never travels in the clear where people come over https. */
  @Bean
  ServletContextInitializer secureCookie(PagesProperties pages) {
    return context ->
        context
            .getSessionCookieConfig()
            .setSecure(pages.address() != null && "https".equals(pages.address().getScheme()));
  }

  /** Health and metrics are for machines, which don't log in; the rest of actuator is nobody's. */
  @Bean
  @Order(1)
  SecurityFilterChain machines(HttpSecurity http) {
    return http.securityMatcher("/actuator/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health/**", "/actuator/prometheus")
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain people(
      HttpSecurity http, Door door, Visitors visitors, PagesProperties pages) {
    http.headers(PagesPolicy::apply)
        .exceptionHandling(failures -> failures.accessDeniedHandler(new Refused()))
        .logout(logout -> logout.logoutSuccessUrl("/left"));
    switch (door) {
      case Door.Provider provider -> throughProvider(http, provider, visitors, pages);
      case Door.LocalLink _ -> byLocalLink(http);
      case Door.Shut _ -> http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll());
    }
    return http.build();
  }

  private static void throughProvider(
      HttpSecurity http, Door.Provider door, Visitors visitors, PagesProperties pages) {
    String base = String.valueOf(pages.address()).replaceFirst("/+$", "");
    http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(FOR_EVERYBODY)
                    .permitAll()
                    .anyRequest()
                    .access(
                        (who, _) ->
                            new AuthorizationDecision(
                                who.get() != null
                                    && who.get().getPrincipal() instanceof OidcUser user
                                    && visitors.mayRead(user.getName()))))
        .oauth2Login(
            login ->
                login
                    .loginPage("/login")
                    .clientRegistrationRepository(
                        new DiscoveredProvider(door, base + "/login/oauth2/code/oidc"))
                    .userInfoEndpoint(
                        users -> users.oidcUserService(new VerifiedPeople(door.oidc().claim())))
                    .successHandler(new Onward())
                    .failureHandler(new LoginFailed()));
  }

  private static void byLocalLink(HttpSecurity http) {
    http.addFilterBefore(new LoopbackOnly(), SecurityContextHolderFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(FOR_EVERYBODY)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .exceptionHandling(failures -> failures.authenticationEntryPoint(new ToLogin()));
  }
}
