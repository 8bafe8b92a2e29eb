package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.IntakeReport;
import dev.countersign.activity.Withdrawal;
import dev.countersign.passport.EntryKind;
import java.util.List;

/**
 * What follows when something under the sign-offs was altered: they are void, data and model are
 * frozen anew under the very same bar, everything is measured again, and the boards are asked again
 * about what the release is now.
 */
final class Refreezing {
  /** A source that moves under every board is not one to release from. */
  private static final int MOST = 3;

  private final ReleaseState state;
  private final BoardLedger boards;
  private final WaiverDesk waivers;
  private int times;

  Refreezing(ReleaseState state, BoardLedger boards, WaiverDesk waivers) {
    this.state = state;
    this.boards = boards;
    this.waivers = waivers;
  }

  StageEnd of(List<String> altered) {
    String what = "altered since it was signed: " + String.join("; ", altered);
    if (times++ == MOST) {
      return new StageEnd(
          Ended.FAILED,
          what
              + ". It was measured and asked again "
              + MOST
              + " times already: release from data that stays as it is");
    }
    IntakeReport report =
        Calls.intake("freeze what is there now, under the same bar").freezeAgain(state.release());
    FrozenRelease release = report.release();
    if (release == null) {
      state.noteDigest(EntryKind.SIGN_OFFS_VOIDED, "release", state.digest().digest(), what);
      return new StageEnd(
          Ended.FAILED,
          what + ", and what is there now can't be released: " + report.problems().getFirst());
    }
    Calls.registry("withdraw the version that was altered")
        .withdraw(new Withdrawal(state.release(), state.attempt(), what));
    boards.voidAll(what);
    waivers.voidAll();
    state.frozenAgain(release);
    state.noteDigest(EntryKind.SIGN_OFFS_VOIDED, "release", state.digest().digest(), what);
    state.note(
        EntryKind.RELEASE_MOVED,
        "data",
        release.document(),
        "frozen again as " + release.digest().digest());
    return new StageEnd(
        Ended.ALTERED, what + ". Every sign-off is void; it is measured and asked again");
  }
}
