package dev.countersign.worker.pages.entrance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Leads whoever logged in to the page asked for before. Only its path is kept, so that no login
 * leads to another host.
 */
final class Onward implements AuthenticationSuccessHandler {
  private final HttpSessionRequestCache requests = new HttpSessionRequestCache();

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication who)
      throws IOException {
    SavedRequest asked = requests.getRequest(request, response);
    requests.removeRequest(request, response);
    response.sendRedirect(
        asked == null || !asked.getMethod().equals("GET") ? "/" : path(asked.getRedirectUrl()));
  }

  /** Path and query; a path that begins with two slashes would name a host. */
  static String path(String address) {
    URI uri = URI.create(address);
    String path = "/" + uri.getRawPath().replaceFirst("^[/\\\\]+", "");
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
