package dev.countersign.worker.pages.entrance;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Says why a request was refused, on a page of its own. */
final class Refused implements AccessDeniedHandler {
  /** Request attribute of the words. */
  static final String WHY = Refused.class.getName() + ".why";

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException, ServletException {
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    request.setAttribute(
        WHY,
        denied instanceof CsrfException
            ? "This form did not come from these pages, or your session has ended meanwhile."
                + " Nothing was done. Open the page again and send the form from there."
            : "You may not see this: the trust file and the readers' list don't name you. Ask"
                + " whoever runs the worker to add you to countersign.pages.readers.");
    request.getRequestDispatcher("/refused").forward(request, response);
  }
}
