package dev.countersign.passport;

import java.time.Instant;
import java.util.List;

/**
 * What a release came to, as others read it: the predicate of SLSA's Verification Summary
 * Attestation v1.
 *
 * @param verifier the server that says so
 * @param timeVerified when
 * @param resourceUri the release
 * @param policy the bar, by its name and digest
 * @param inputAttestations every envelope it rests on
 * @param verificationResult passed only if the release was released
 * @param verifiedLevels {@code COUNTERSIGN_} and the risk tier, or {@code FAILED}
 * @param slsaVersion of the specification
 */
public record VerificationSummary(
    Verifier verifier,
    Instant timeVerified,
    String resourceUri,
    Statement.Descriptor policy,
    List<Statement.Descriptor> inputAttestations,
    Result verificationResult,
    List<String> verifiedLevels,
    String slsaVersion) {
  public static final String PREDICATE_TYPE = "https://slsa.dev/verification_summary/v1";

  /** The version of SLSA this mirrors. */
  public static final String SLSA_VERSION = "1.0";

  /**
   * A server.
   *
   * @param id a URI; a trust file says which keys it signs with
   */
  public record Verifier(String id) {}

  /** SLSA's two results. */
  public enum Result {
    PASSED,
    FAILED
  }

  public VerificationSummary {
    inputAttestations = inputAttestations == null ? List.of() : List.copyOf(inputAttestations);
    verifiedLevels = verifiedLevels == null ? List.of() : List.copyOf(verifiedLevels);
  }
}
