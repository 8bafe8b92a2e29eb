package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.WaiverTask;
import dev.countersign.approval.CheckRef;
import dev.countersign.approval.Refusal;
import dev.countersign.approval.RefusalCode;
import dev.countersign.approval.Waiver;
import dev.countersign.approval.WaiverCheck;
import dev.countersign.approval.WaiverTerms;
import dev.countersign.approval.Waivers;
import dev.countersign.gate.Check;
import dev.countersign.manifest.GateVocabulary;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.rollout.WaivedCheck;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes waivers, and says which checks they let go on. */
final class WaiverDesk {
  private final ReleaseState state;
  private @Nullable Waivers given;

  WaiverDesk(ReleaseState state) {
    this.state = state;
  }

  /** Refuses, before anything is done, what can't be a waiver of a release that runs. */
  void refuseUnlessWaivable(SignedPaper paper) {
    SignOffDesk.refuseUnlessReadable(paper);
    if (state.releaseIfFrozen() == null) {
      throw new IllegalArgumentException(
          "TOO_EARLY: nothing is frozen yet; hand it in after intake");
    }
    if (state.progress().outcome() != null) {
      throw new IllegalArgumentException(
          "CLOSED: the release has ended " + state.progress().outcome());
    }
  }

  SignOffReceipt waive(SignedPaper paper) {
    WaiverTerms terms =
        new WaiverTerms(
            Workflow.getInfo().getWorkflowId(),
            state.digest().digest(),
            state.release().tier(),
            state.release().waivers().seats(),
            state.release().waivers().longest(),
            state.release().seats(),
            state.release().separated(),
            state.release().rollout().promoters());
    WaiverCheck.Checked checked =
        Calls.signOff("verify a waiver")
            .verifyWaiver(new WaiverTask(terms, state.log(), paper.envelope()));
    return switch (checked) {
      case WaiverCheck.Checked.Refused(var refusal) -> {
        state.note(EntryKind.SIGN_OFF_REFUSED, "waiver", refusal.toString());
        throw SignOffDesk.refused(refusal.code().name(), refusal.toString());
      }
      case WaiverCheck.Checked.Verified(Waiver waiver) -> {
        refuseIfMoved(terms);
        yield accept(waiver);
      }
    };
  }

  /** The release may have moved, or ended, while the signature was verified. */
  private void refuseIfMoved(WaiverTerms verified) {
    if (state.progress().outcome() != null) {
      throw SignOffDesk.refused(
          RefusalCode.CLOSED.name(), "the release has ended " + state.progress().outcome());
    }
    if (!state.digest().digest().equals(verified.releaseDigest())) {
      String why =
          "the release moved while the waiver was verified: it is "
              + state.digest().digest()
              + " now. Look at what it has become and sign again";
      state.note(EntryKind.SIGN_OFF_REFUSED, "waiver", RefusalCode.RELEASE_MOVED + ": " + why);
      throw SignOffDesk.refused(RefusalCode.RELEASE_MOVED.name(), why);
    }
  }

  private SignOffReceipt accept(Waiver waiver) {
    Optional<Refusal> refusal = waivers().refuse(waiver);
    if (refusal.isPresent()) {
      state.note(EntryKind.SIGN_OFF_REFUSED, "waiver", refusal.get().toString());
      throw SignOffDesk.refused(refusal.get().code().name(), refusal.get().toString());
    }
    Waivers after = waivers().with(waiver);
    if (!after.equals(waivers())) {
      given = after;
      state.noteDigest(
          EntryKind.WAIVER,
          waiver.said().check().toString(),
          Digests.ofJson(waiver.envelope()),
          waiver.sentence());
    }
    return new SignOffReceipt(
        waiver.said().seat(),
        waiver.sentence(),
        after.missing(waiver.said().check(), ReleaseState.now()));
  }

  /** What was waived was a check of something else. */
  void voidAll() {
    given = null;
  }

  private Waivers waivers() {
    FrozenRelease release = state.releaseIfFrozen();
    return given != null
        ? given
        : release == null
            ? Waivers.none(List.of())
            : Waivers.none(release.waivers().seats(), release.rollout().promoters());
  }

  /** The seats that still have to waive a check. */
  List<String> missing(CheckRef check) {
    return waivers().missing(check, ReleaseState.now());
  }

  /** Live checks of the rollout that every seat that has to lets go on. */
  List<WaivedCheck> live() {
    return waivers().waivers().stream()
        .map(Waiver::said)
        .filter(said -> said.check().gate().equals(GateVocabulary.ROLLOUT))
        .filter(said -> !said.check().isBakeTime())
        .filter(said -> missing(said.check()).isEmpty())
        .map(
            said ->
                new WaivedCheck(
                    said.check().check(),
                    said.check().attribute(),
                    said.check().group(),
                    said.expires()))
        .toList();
  }

  /** The checks that no waiver in force lets go on. */
  List<Check> unwaived(String gate, List<Check> checks) {
    return checks.stream()
        .filter(check -> waivers().of(gate, check, ReleaseState.now()).isEmpty())
        .toList();
  }

  /** Waivers so far, in sentences. */
  List<String> inWords() {
    return waivers().waivers().stream()
        .map(waiver -> waiver.said().check() + ": " + waiver.sentence())
        .toList();
  }

  /** The envelopes of everything that was accepted. */
  List<Envelope> envelopes() {
    return waivers().waivers().stream().map(Waiver::envelope).toList();
  }
}
