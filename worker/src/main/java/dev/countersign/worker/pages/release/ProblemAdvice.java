package dev.countersign.worker.pages.release;

import dev.countersign.client.ClientException;
import dev.countersign.evidence.EvidenceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Says what went wrong on a page of its own, with what to do next. */
@ControllerAdvice
final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ModelAndView unanswered(ClientException e) {
    HttpStatus status =
        switch (e.kind()) {
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case REFUSED -> HttpStatus.CONFLICT;
          case BAD_INPUT -> HttpStatus.BAD_REQUEST;
          case UNREACHABLE, NO_WORKER -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    return page(status, e.getMessage() + ".", e.remedy());
  }

  @ExceptionHandler
  ModelAndView altered(EvidenceException e) {
    LOG.warn("evidence can't be shown: {}", e.getMessage());
    return page(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Evidence of this release is gone or was altered: " + e.getMessage(),
        "Don't sign. Tell whoever runs the worker.");
  }

  @ExceptionHandler
  ModelAndView malformed(IllegalArgumentException e) {
    return page(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()), "Go back to the list.");
  }

  @ExceptionHandler
  ModelAndView nothingHere(NoResourceFoundException e) {
    return page(HttpStatus.NOT_FOUND, "There is nothing here.", "Go back to the list.");
  }

  private static ModelAndView page(HttpStatus status, String what, String next) {
    ModelAndView page = new ModelAndView("problem", status);
    page.addObject("what", what);
    page.addObject("next", next);
    return page;
  }
}
