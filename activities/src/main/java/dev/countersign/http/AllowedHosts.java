package dev.countersign.http;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * The hosts that a manifest may name. A manifest is untrusted, so there are none unless whoever
 * runs the worker names some.
 *
 * @param hosts each with or without a port
 */
public record AllowedHosts(Set<String> hosts) {
  public AllowedHosts {
    hosts = Set.copyOf(hosts);
  }

  /**
   * An option that holds a web address.
   *
   * @param where the option's path in the manifest, for messages, for example {@code
   *     rollout.metrics.prometheus}
   * @throws IllegalArgumentException if it is missing, no web address, or of another host
   */
  public URI address(String where, Map<String, Object> options, String name) {
    if (!(options.get(name) instanceof String text)) {
      throw new IllegalArgumentException(
          "%s needs %s, for example http://host:9090".formatted(where, name));
    }
    URI address = URI.create(text);
    boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!http || address.getHost() == null) {
      throw new IllegalArgumentException(
          "%s.%s is no web address: %s".formatted(where, name, text));
    }
    if (!hosts.contains(address.getHost()) && !hosts.contains(address.getAuthority())) {
      throw new IllegalArgumentException(
          "%s.%s: this worker may not ask %s; allow the host where the worker is configured (now %s)"
              .formatted(where, name, address.getAuthority(), hosts));
    }
    return address;
  }

  /** Rejects options that nobody reads, naming those that are. */
  public static void requireOnly(String where, Map<String, Object> options, Set<String> known) {
    for (String name : options.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s takes %s, not %s".formatted(where, String.join(" and ", known), name));
      }
    }
  }
}
