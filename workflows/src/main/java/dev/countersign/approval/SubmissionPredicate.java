package dev.countersign.approval;

import java.time.Instant;
import java.util.Objects;

/**
 * What is signed by handing a manifest in, as the predicate of an in-toto statement whose one
 * subject is the manifest: the release's workflow id by name, the digest of the manifest's
 * canonical JSON by digest.
 *
 * @param person who hands it in, as the trust file names people
 * @param folder digest of the URI of the folder that relative paths start from: whoever reads it
 *     later need not learn the path
 * @param at when, by the signer's clock
 */
public record SubmissionPredicate(String person, String folder, Instant at) {
  public static final String TYPE = "https://countersign.dev/submission/v1";

  public SubmissionPredicate {
    Objects.requireNonNull(person, "a submission names its person");
    Objects.requireNonNull(folder, "a submission names its folder's digest");
    Objects.requireNonNull(at, "a submission is dated");
  }
}
