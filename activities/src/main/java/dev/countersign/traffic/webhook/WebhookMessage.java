package dev.countersign.traffic.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agent asks of a webhook.
 *
 * @param type {@value #READ}, {@value #WRITE}, {@value #REQUIRE} or {@value #STAND_BY}
 * @param environment for example {@code production}
 * @param model the model's name
 * @param generation the agent's; a receiver refuses a write under a lower one than it has seen
 * @param route to be routed; only with {@value #WRITE}
 * @param leaseUntil when the route ends unless it is written again; a receiver that can time it
 *     gives everything back then by itself; absent when the route stands for good
 * @param target a model that must be reachable; only with {@value #REQUIRE}
 * @param fallback what must be able to take over, and to answer whoever asks for version {@code
 *     fallback}; only with {@value #STAND_BY}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookMessage(
    String type,
    String environment,
    String model,
    long generation,
    @Nullable Route route,
    @Nullable Instant leaseUntil,
    @Nullable ModelTarget target,
    @Nullable Fallback fallback) {
  /** Asks what is routed. */
  public static final String READ = "route.read";

  /** Says what is to be routed. */
  public static final String WRITE = "route.write";

  /** Asks that a model can be routed to. */
  public static final String REQUIRE = "model.require";

  /** Asks that a fallback can take over. */
  public static final String STAND_BY = "fallback.require";

  /**
   * What a webhook answers, with status 200.
   *
   * @param route what is routed; null when nothing ever was
   * @param problem why it was not done, for people; null when it was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Reply(@Nullable Route route, @Nullable String problem) {}
}
