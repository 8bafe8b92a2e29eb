package dev.countersign.worker.pages.entrance;

import dev.countersign.worker.pages.PagesProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets through only what comes from this machine and was addressed to it. A foreign page whose name
 * was bent to this machine (DNS rebinding) comes with a foreign Host.
 */
final class LoopbackOnly extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (PagesProperties.isThisMachine(request.getRemoteAddr())
        && PagesProperties.isThisMachine(request.getServerName())) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().write("These pages are for this machine only.\n");
    }
  }
}
