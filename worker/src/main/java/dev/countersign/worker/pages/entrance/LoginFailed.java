package dev.countersign.worker.pages.entrance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Says at the door why somebody could not log in. */
final class LoginFailed implements AuthenticationFailureHandler {
  /** Session attribute of the words. */
  static final String WHY = LoginFailed.class.getName() + ".why";

  private static final Logger LOG = LoggerFactory.getLogger(LoginFailed.class);

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    LOG.info("a login failed: {}", failure.getMessage());
    request
        .getSession()
        .setAttribute(
            WHY,
            failure instanceof OAuth2AuthenticationException refused
                    && refused.getError().getDescription() != null
                ? refused.getError().getDescription()
                : "the identity provider's answer could not be used; the worker's log says more");
    response.sendRedirect("/login");
  }
}
