package dev.countersign.traffic.embedded;

import dev.countersign.http.HttpProblem;
import dev.countersign.model.Answers;
import dev.countersign.rollout.Bucketing;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.TrafficState;
import dev.countersign.traffic.ServingEndpoint;
import dev.countersign.traffic.embedded.Prediction.ServedBy;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request by the route that stands this instant. A request the candidate fails is
 * answered by the rest, and counted against the candidate: no caller pays for a trial.
 */
final class Predictor {
  private static final System.Logger LOG = System.getLogger(Predictor.class.getName());
  private static final String PROBE = "probe";

  private final Supplier<TrafficState> traffic;
  private final Supplier<@Nullable Fallback> standby;
  private final ModelShelf shelf;
  private final RouterMetrics metrics;
  private final Mirror mirror;

  /**
   * @param standby the fallback that would take over
   */
  Predictor(
      Supplier<TrafficState> traffic,
      Supplier<@Nullable Fallback> standby,
      ModelShelf shelf,
      RouterMetrics metrics,
      Mirror mirror) {
    this.traffic = traffic;
    this.standby = standby;
    this.shelf = shelf;
    this.metrics = metrics;
    this.mirror = mirror;
  }

  /** Nobody can answer, or nobody of that name. */
  static final class Unserved extends HttpProblem {
    Unserved(int status, String message, @Nullable Throwable cause) {
      super(status, message, cause);
    }
  }

  Prediction answer(Asked asked) throws RequestRows.Unusable, Unserved {
    TrafficState state = traffic.get();
    Caller caller = asked.caller();
    if (caller.version() != null) {
      return probe(state, caller.version(), asked);
    }
    Route route = state.route();
    if (route == null) {
      throw new Unserved(
          503, "nothing serves " + state.model() + " yet: no route was applied", null);
    }
    ModelTarget candidate = route.candidate();
    if (candidate != null && route.mirrors()) {
      return mirrored(state, route, candidate, asked);
    }
    if (candidate == null
        || route.serves(bucket(state, candidate, caller), caller.member()) != Role.CANDIDATE) {
      return rest(state, route, asked);
    }
    ServedBy by = ServedBy.model(Role.CANDIDATE.label(), candidate, state);
    try {
      return served(by, candidate, asked);
    } catch (Unserved failure) {
      LOG.log(System.Logger.Level.DEBUG, "the candidate failed; the rest answers", failure);
      metrics.failed(by);
      return rest(state, route, asked);
    } catch (RequestRows.Unusable missing) {
      Prediction answered = rest(state, route, asked);
      metrics.failed(by);
      return answered;
    }
  }

  private Prediction mirrored(TrafficState state, Route route, ModelTarget candidate, Asked asked)
      throws RequestRows.Unusable, Unserved {
    ServedBy by = ServedBy.model(Role.CANDIDATE.label(), candidate, state);
    Mirror.Question question = () -> served(by, candidate, asked);
    try {
      Prediction answer = rest(state, route, asked);
      boolean comparable = answer.servedBy().role().equals(Role.INCUMBENT.label());
      mirror.send(by, question, comparable ? answer.favourable() : null);
      return answer;
    } catch (Unserved unanswered) {
      mirror.send(by, question, null);
      throw unanswered;
    }
  }

  private static double bucket(TrafficState state, ModelTarget candidate, Caller caller) {
    String unit = caller.unit();
    return unit == null
        ? ThreadLocalRandom.current().nextDouble(100)
        : Bucketing.bucket(Bucketing.salt(state.environment(), state.model(), candidate), unit);
  }

  private Prediction rest(TrafficState state, Route route, Asked asked)
      throws RequestRows.Unusable, Unserved {
    ModelTarget incumbent = route.incumbent();
    Fallback fallback = route.fallback();
    if (incumbent == null) {
      return fallen(state, fallback, asked);
    }
    ServedBy by = ServedBy.model(Role.INCUMBENT.label(), incumbent, state);
    try {
      return served(by, incumbent, asked);
    } catch (Unserved failure) {
      metrics.failed(by);
      if (fallback == null) {
        throw failure;
      }
      return fallen(state, fallback, asked);
    }
  }

  private Prediction fallen(TrafficState state, @Nullable Fallback fallback, Asked asked)
      throws RequestRows.Unusable, Unserved {
    if (fallback == null) {
      throw new Unserved(503, "no model may serve and there is no fallback", null);
    }
    ServedBy by = ServedBy.fallback(fallback, state);
    ModelTarget older = fallback.model();
    if (older == null) {
      metrics.referred(by);
      return Prediction.referred(by, fallback);
    }
    try {
      return served(by, older, asked);
    } catch (Unserved failure) {
      metrics.failed(by);
      throw failure;
    }
  }

  private Prediction probe(TrafficState state, String named, Asked asked)
      throws RequestRows.Unusable, Unserved {
    Fallback fallback = named.equals(ServingEndpoint.FALLBACK) ? standby.get() : null;
    if (fallback != null && fallback.model() == null) {
      return Prediction.referred(ServedBy.fallback(PROBE, fallback, state), fallback);
    }
    LoadedModel model =
        shelf
            .named(named)
            .orElseThrow(() -> new Unserved(404, "no version " + named + " is here", null));
    return served(ServedBy.model(PROBE, model.target(), state), model.target(), asked);
  }

  private Prediction served(ServedBy by, ModelTarget target, Asked asked)
      throws RequestRows.Unusable, Unserved {
    LoadedModel model = shelf.get(target).orElseThrow(() -> absent(target, null));
    var rows = RequestRows.read(asked.body(), model.features());
    long start = System.nanoTime();
    Answers answers;
    try {
      answers = model.answers(rows).orElseThrow(() -> absent(target, null));
    } catch (RuntimeException e) {
      throw absent(target, e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    var favourable =
        Arrays.stream(answers.scores()).mapToObj(score -> score >= answers.threshold()).toList();
    long yes = favourable.stream().filter(decided -> decided).count();
    metrics.answered(by, seconds, answers.rows(), yes);
    metrics.decided(by, asked, favourable);
    return Prediction.of(by, answers.explained(), favourable);
  }

  private static Unserved absent(ModelTarget target, @Nullable Throwable cause) {
    String why = cause == null ? "is not loaded" : "failed: " + cause.getMessage();
    return new Unserved(500, "version %s %s".formatted(target.shown(), why), cause);
  }
}
