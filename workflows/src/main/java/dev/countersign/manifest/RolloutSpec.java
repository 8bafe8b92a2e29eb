package dev.countersign.manifest;

import dev.countersign.manifest.binding.AtLeastOne;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Form;
import dev.countersign.manifest.binding.Range;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How traffic grows. */
public record RolloutSpec(
    @Doc("For example production; with the model it names the traffic lock.")
        @Form(pattern = Forms.NAME, words = Forms.NAME_WORDS)
        String environment,
    @Doc("What to do when another release owns the traffic; default refuse.")
        @Nullable OnConflict onConflict,
    @Doc("One entry: the kind of router and its options, for example embedded: {}.") @AtLeastOne
        Map<String, Map<String, Object>> router,
    @Doc("One entry: the kind of metric source and its options, for example embedded: {}.")
        @AtLeastOne
        Map<String, Map<String, Object>> metrics,
    @Doc("Weights never fall; the last is 100.") @AtLeastOne List<Step> steps,
    @Doc("Windows in which no step is begun, written here or in a calendar file.")
        List<Freeze> freeze,
    @Doc(
            "How long the rollout may stand still between two steps, paused, frozen or held; then"
                + " everything is given back. Default 7d.")
        @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
        @Nullable String progressDeadline,
    @Doc(
            "How long the router lets a share of traffic stand that nobody renews, from 10s to 15m;"
                + " then it gives everything back by itself. Under 30s even a worker that is"
                + " replaced at once is too late. Default 60s.")
        @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
        @Nullable String lease,
    @Doc(
            "Attributes whose groups live decisions are counted by, for the live checks"
                + " disparate-impact and statistical-parity-difference.")
        List<LiveGroup> groups) {
  public RolloutSpec {
    router = Frozen.copyOf(router);
    metrics = Frozen.copyOf(metrics);
    steps = steps == null ? List.of() : List.copyOf(steps);
    freeze = freeze == null ? List.of() : List.copyOf(freeze);
    groups = groups == null ? List.of() : List.copyOf(groups);
  }

  /** Without a deadline or a lease of its own, or groups. */
  public RolloutSpec(
      String environment,
      @Nullable OnConflict onConflict,
      Map<String, Map<String, Object>> router,
      Map<String, Map<String, Object>> metrics,
      List<Step> steps,
      List<Freeze> freeze) {
    this(environment, onConflict, router, metrics, steps, freeze, null, null, List.of());
  }

  /** What to do when another release owns the traffic. */
  public enum OnConflict {
    @Doc("This release ends.")
    REFUSE,
    @Doc("This release waits its turn.")
    QUEUE,
    @Doc("The other release is stopped and undone, verified; then this one goes on.")
    SUPERSEDE
  }

  /** One step. */
  public record Step(
      @Doc(
              "Who is served: internal or pilot; left out, everyone by weight. shadow: nobody, the"
                  + " candidate only sees mirrored requests; weight 0, before any other step.")
          @Form(pattern = Forms.ID, words = Forms.ID_WORDS)
          @Nullable String audience,
      @Doc("Percent of traffic.") @Range(min = 0, max = 100) double weight,
      @Doc("How long it is watched, for example 30m; seconds only with the embedded router.")
          @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
          String bake,
      @Doc("Live checks of this step; left out, the policy's.") @Nullable Analysis analysis) {}

  /** Live checks of a step. */
  public record Analysis(
      @Doc("Bars by check id, for example error-rate: {max: 0.02}.") @AtLeastOne
          Map<String, GateSpec.CheckSpec> checks) {
    public Analysis {
      checks = Frozen.copyOf(checks);
    }
  }

  /** An attribute of which live requests tell the group. */
  public record LiveGroup(
      @Doc("An attribute of data.protected; its bands and its reference count here too.")
          String attribute,
      @Doc(
              "The field of a request's row that tells it; default the attribute's column. It is"
                  + " counted and nothing else: no model is given it.")
          @Nullable String field,
      @Doc("Instead of a field: the request header that tells it, for every row of the request.")
          @Form(pattern = Forms.HEADER, words = Forms.HEADER_WORDS)
          @Nullable String header,
      @Doc(
              "The groups, the reference among them, where the attribute has no bands. Rows of none"
                  + " of them are counted in none.")
          @AtLeastOne
          @Nullable List<String> values) {
    public LiveGroup {
      values = values == null ? null : List.copyOf(values);
    }
  }

  /** A window in which no step is begun, or a calendar of such windows. */
  public record Freeze(
      @Doc("When it begins.") @Form(pattern = Forms.INSTANT, words = Forms.INSTANT_WORDS)
          @Nullable String from,
      @Doc("When it ends.") @Form(pattern = Forms.INSTANT, words = Forms.INSTANT_WORDS)
          @Nullable String until,
      @Doc("Why.") @Nullable String reason,
      @Doc(
              "Instead of from and until: an iCalendar file (.ics) whose events are windows; a path"
                  + " relative to the manifest.")
          @Nullable String calendar) {

    /** A window. */
    public Freeze(String from, String until, @Nullable String reason) {
      this(from, until, reason, null);
    }
  }
}
