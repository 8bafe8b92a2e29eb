package dev.countersign.traffic;

import dev.countersign.http.Answer;
import dev.countersign.http.HttpProblem;
import dev.countersign.http.JsonServer;
import dev.countersign.http.Request;
import dev.countersign.passport.Json;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.RouteIntent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/**
 * Lets another process move a router's traffic over HTTP: whoever bears the token, as {@code
 * Authorization: Bearer …}. {@link RemoteRouter} is the other end.
 */
public final class RouterControl {
  static final String ROUTE = "/control/route";
  static final String OFFER = "/control/offer";
  static final String STAND_BY = "/control/stand-by";
  static final String APPLY = "/control/apply";
  static final String RENEW = "/control/renew";
  static final String GIVE_BACK = "/control/give-back";
  static final String COMMIT = "/control/commit";

  private final TrafficRouter router;
  private final byte[] expected;

  private RouterControl(TrafficRouter router, String token) {
    this.router = router;
    this.expected = bearer(token).getBytes(StandardCharsets.UTF_8);
  }

  static String bearer(String token) {
    return "Bearer " + token;
  }

  /**
   * Serves the control of {@code router}.
   *
   * @param token at least 16 characters, from the environment, known to the workers
   */
  public static void serve(JsonServer server, TrafficRouter router, String token) {
    if (token.length() < 16) {
      throw new IllegalArgumentException("a control token has at least 16 characters");
    }
    RouterControl control = new RouterControl(router, token);
    server
        .serve("GET", ROUTE, control.guarded(_ -> router.observe()))
        .serve("POST", OFFER, control.guarded(control::offer))
        .serve("POST", STAND_BY, control.guarded(control::standBy))
        .serve("POST", APPLY, control.guarded(asked -> router.apply(asked.as(RouteIntent.class))))
        .serve("POST", RENEW, control.guarded(asked -> router.renew(asked.as(LeaseClaim.class))))
        .serve(
            "POST",
            GIVE_BACK,
            control.guarded(asked -> router.giveBack(asked.as(LeaseClaim.class))))
        .serve(
            "POST", COMMIT, control.guarded(asked -> router.commit(asked.as(RouteIntent.class))));
  }

  /**
   * The shell command that gives back what a claim names.
   *
   * @param address where the control answers
   * @param variable of the environment that holds the token
   */
  public static String giveBackByHand(String address, String variable, LeaseClaim claim) {
    String body = new String(Json.canonicalBytes(claim), StandardCharsets.UTF_8);
    return "curl -fsS -X POST -H \"authorization: Bearer $%s\" -H 'content-type: application/json' -d '%s' %s%s"
        .formatted(variable, body.replace("'", "'\\''"), address.replaceFirst("/$", ""), GIVE_BACK);
  }

  private Object offer(Request request) throws HttpProblem {
    ServedModel model = request.as(ServedModel.class);
    router.offer(model);
    return Map.of("offered", model.target());
  }

  private Object standBy(Request request) throws HttpProblem {
    Fallback fallback = request.as(Fallback.class);
    router.standBy(fallback);
    return Map.of("standsBy", fallback);
  }

  /** What one operation answers. */
  private interface Operation {
    Object on(Request request) throws HttpProblem;
  }

  private JsonServer.Endpoint guarded(Operation operation) {
    return request -> {
      String given = request.header("authorization");
      if (given == null
          || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
        throw new HttpProblem(401, "whoever moves traffic bears the control token", null);
      }
      try {
        return Answer.json(operation.on(request));
      } catch (TrafficException e) {
        throw new HttpProblem(502, String.valueOf(e.getMessage()), e);
      }
    };
  }
}
