package dev.countersign.traffic;

/** HTTP headers between callers and routers: what a caller is and asks, and who answered. */
public final class TrafficHeaders {
  /** Sticky id of a user, an applicant, a device: the same one is always in the same bucket. */
  public static final String UNIT = "x-countersign-unit";

  /** The audience a caller is in, for example {@code internal}. */
  public static final String AUDIENCE = "x-countersign-audience";

  /** Asks one version by name, or {@link ServingEndpoint#FALLBACK}, whatever the weights. */
  public static final String VERSION = "x-countersign-version";

  /** Of answers: which part of the route answered, for example {@code candidate}. */
  public static final String ROLE = "x-countersign-role";

  private TrafficHeaders() {}
}
