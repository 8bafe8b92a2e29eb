package dev.countersign.worker.pages.entrance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
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
        asked instanceof DefaultSavedRequest saved && saved.getMethod().equals("GET")
            ? path(asAsked(saved))
            : "/");
  }

  /** Without the parameter that the memory of requests adds to what it gives back. */
  private static String asAsked(DefaultSavedRequest saved) {
    String path = Objects.requireNonNullElse(saved.getRequestURI(), "/");
    String query = saved.getQueryString();
    return query == null ? path : path + "?" + query;
  }

  /** Path and query; a path that begins with two slashes would name a host. */
  static String path(String address) {
    URI uri = URI.create(address);
    String path = "/" + uri.getRawPath().replaceFirst("^[/\\\\]+", "");
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
