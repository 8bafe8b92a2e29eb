package dev.countersign.worker.pages;

import dev.countersign.client.ReleaseName;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the approvals pages are told, {@code countersign.pages.*}.
 *
 * @param address where people reach them, for example {@code https://countersign.example}; null
 *     means this machine alone, at the port they listen on
 * @param temporalUi where Temporal's own pages are; null means no links into them
 * @param known releases to list where the server can't list: {@code model/version}
 * @param readers who may read beside the people of the trust file: identities as {@link Oidc#claim}
 *     gives them, or {@code *} for everybody the identity provider lets in
 * @param oidc the identity provider; null means a link for whoever sits at this machine
 */
@ConfigurationProperties("countersign.pages")
public record PagesProperties(
    @Nullable URI address,
    @Nullable URI temporalUi,
    @DefaultValue List<String> known,
    @DefaultValue List<String> readers,
    @Nullable Oidc oidc) {

  /** Rejects what can't work or would let secrets travel in the clear. */
  public PagesProperties {
    known = List.copyOf(known);
    known.forEach(ReleaseName::parse);
    readers = List.copyOf(readers);
    requireAddress("countersign.pages.temporal-ui", temporalUi);
    requireAddress("countersign.pages.address", address);
    if (address != null) {
      requireSecret("countersign.pages.address", address);
    }
    if (oidc != null && address == null) {
      throw new IllegalArgumentException(
          "countersign.pages.oidc is set without countersign.pages.address. Write where people"
              + " reach the pages, for example https://countersign.example; the identity provider"
              + " sends them back there");
    }
  }

  /**
   * An OpenID Connect provider. The client's secret comes from the environment, {@code
   * COUNTERSIGN_OIDC_SECRET}.
   *
   * @param issuer its issuer identifier; its configuration is read from there at the first login
   * @param clientId what it knows the pages as
   * @param claim of the ID token that names a person as the trust file does; {@code email} counts
   *     only when the provider says it is verified
   */
  public record Oidc(URI issuer, String clientId, @DefaultValue("email") String claim) {
    public Oidc {
      if (issuer == null || clientId == null || clientId.isBlank()) {
        throw new IllegalArgumentException(
            "countersign.pages.oidc needs both issuer and client-id. Write both");
      }
      requireAddress("countersign.pages.oidc.issuer", issuer);
      requireSecret("countersign.pages.oidc.issuer", issuer);
    }
  }

  private static void requireAddress(String property, @Nullable URI address) {
    if (address == null) {
      return;
    }
    if (!List.of("http", "https").contains(String.valueOf(address.getScheme()))
        || address.getHost() == null
        || address.getUserInfo() != null) {
      throw new IllegalArgumentException(
          property + " is no http or https address: " + address + ". Write the whole address");
    }
  }

  private static void requireSecret(String property, URI address) {
    if ("http".equals(address.getScheme()) && !isThisMachine(address.getHost())) {
      throw new IllegalArgumentException(
          property
              + " is "
              + address
              + ", where anybody on the way can read along. Write an https address");
    }
  }

  /** Whether a host's name stands for this machine and nothing else. */
  public static boolean isThisMachine(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    // only literal addresses: a name could come to mean something else
    String literal = host.replaceAll("[\\[\\]]", "");
    if (!literal.matches("[0-9.]+|[0-9a-fA-F:]+")) {
      return false;
    }
    try {
      return InetAddress.getByName(literal).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
