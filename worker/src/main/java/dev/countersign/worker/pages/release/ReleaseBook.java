package dev.countersign.worker.pages.release;

import dev.countersign.approval.Seat;
import dev.countersign.client.ClientException;
import dev.countersign.client.OpenSeats;
import dev.countersign.client.ReleaseListing;
import dev.countersign.client.ReleaseListing.Listed;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.evidence.EvidenceException;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.passport.Json;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.StageView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Releases and their evidence, as far as pages show them. */
public final class ReleaseBook {
  private static final int MOST_LISTED = 200;

  private final Releases releases;
  private final ReleaseListing listing;
  private final EvidenceStore evidence;
  private final List<ReleaseName> known;

  /**
   * @param known releases to list where the server can't list
   */
  public ReleaseBook(
      Releases releases, ReleaseListing listing, EvidenceStore evidence, List<String> known) {
    this.releases = releases;
    this.listing = listing;
    this.evidence = evidence;
    this.known = known.stream().map(ReleaseName::parse).toList();
  }

  /** Every release, latest first. */
  List<Listed> list() {
    return known.isEmpty() ? listing.list(null, false, MOST_LISTED) : listKnown();
  }

  private List<Listed> listKnown() {
    List<Listed> listed = new ArrayList<>();
    for (ReleaseName name : known) {
      try {
        listed.add(listed(name, releases.view(name)));
      } catch (ClientException e) {
        if (e.kind() != ClientException.Kind.NOT_FOUND) {
          throw e;
        }
      }
    }
    return listed;
  }

  private static Listed listed(ReleaseName name, ReleaseView view) {
    return new Listed(
        name.toString(),
        "",
        view.outcome() == null ? "running" : "ended",
        view.stage().id(),
        view.outcome() == null ? null : view.outcome().name(),
        view.risk() == null ? null : view.risk().name().toLowerCase(Locale.ROOT),
        OpenSeats.of(view).stream().map(Seat::role).toList(),
        view.rollout() == null ? null : view.rollout().trafficPercent(),
        view.log().isEmpty() ? Instant.EPOCH : view.log().getFirst().at());
  }

  /** One release as it stands. */
  ReleaseView view(ReleaseName name) {
    return releases.view(name);
  }

  /** What a gate found, where the stage was a gate and has found something. */
  Optional<GateResult> result(StageView stage) {
    return stage.evidence().stream()
        .filter(ref -> ref.name().equals(stage.stage().id() + ".json"))
        .findFirst()
        .map(ref -> Json.read(evidence.get(ref.digest()), GateResult.class));
  }

  /**
   * The content of a piece of evidence of this release, checked against its digest; empty where the
   * release has no such piece: the store holds other releases' evidence too.
   *
   * @throws EvidenceException if it is gone or was altered
   */
  Optional<byte[]> content(ReleaseView view, String digest, String name) {
    return refs(view)
        .filter(ref -> ref.digest().equals(digest) && ref.name().equals(name))
        .findFirst()
        .map(ref -> evidence.get(ref.digest()));
  }

  /** The content of evidence that was found through a release. */
  byte[] content(EvidenceRef ref) {
    return evidence.get(ref.digest());
  }

  private Stream<EvidenceRef> refs(ReleaseView view) {
    return Stream.of(
            view.stages().stream().flatMap(stage -> stage.evidence().stream()),
            view.stages().stream()
                .flatMap(stage -> result(stage).stream())
                .flatMap(result -> result.artifacts().stream()),
            Stream.ofNullable(view.passport()))
        .flatMap(refs -> refs);
  }
}
