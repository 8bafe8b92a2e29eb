package dev.countersign.workflow;

import dev.countersign.manifest.ApprovalSpec.Board;
import io.temporal.workflow.WorkflowInit;

/** The flow of a release, top to bottom. How each stage is done lives in the classes it names. */
public final class ReleaseWorkflowImpl implements ReleaseWorkflow {
  private final ReleaseState state = new ReleaseState();
  private final Control control = new Control();
  private final OperatorView view = new OperatorView(state);
  private final StageRunner stages = new StageRunner(state, control, view);
  private final BoardLedger ledger = new BoardLedger();
  private final BoardRoom boards = new BoardRoom(state, control, view, ledger);
  private final SignOffDesk desk = new SignOffDesk(state, boards, ledger);
  private final WaiverDesk waivers = new WaiverDesk(state);
  private final Gates gates = new Gates(state, control, waivers, view);
  private final Building building = new Building(state);
  private final GoingLive goingLive =
      new GoingLive(state, new Refreezing(state, ledger, waivers), waivers);
  private final Ending ending = new Ending(state, control, view, ledger, waivers);
  private final OperatorDesk operators = new OperatorDesk(state, control, view, goingLive, waivers);
  private final ReleaseRequest request;

  @WorkflowInit
  public ReleaseWorkflowImpl(ReleaseRequest request) {
    this.request = request;
  }

  @Override
  public ReleaseResult release(ReleaseRequest same) {
    try {
      stages.run(Stage.INTAKE, () -> building.intake(request, view));
      do {
        stages.run(Stage.DATA_BOARD, () -> boards.ask(Board.DATA));
        stages.run(Stage.DATA_AUDIT, gates::dataAudit);
        stages.run(Stage.MITIGATION, gates::mitigation);
        stages.run(Stage.TRAINING, building::train);
        stages.run(Stage.EVALUATION, gates::evaluation);
        stages.run(Stage.EXPLAINABILITY, gates::explainability);
        stages.run(Stage.ADVERSARIAL, gates::adversarial);
        stages.run(Stage.MODEL_CARD, gates::modelCard);
        stages.run(Stage.REGISTRATION, building::register);
        stages.run(Stage.DEPLOYMENT_BOARD, () -> boards.ask(Board.DEPLOYMENT));
        stages.run(Stage.SERVING_CHECK, goingLive::servingCheck);
      } while (state.progress().current() != Stage.ROLLOUT); // what was signed had been altered
      stages.run(Stage.ROLLOUT, goingLive::rollOut);
    } catch (ReleaseStopped stopped) {
      state.ended(stopped.reason());
    }
    return ending.deliver(ending.close());
  }

  @Override
  public ReleaseView status() {
    return ReleaseViews.of(state, control, ledger, waivers);
  }

  @Override
  public SignOffReceipt sign(SignedPaper signOff) {
    return desk.sign(signOff);
  }

  @Override
  public void validateSign(SignedPaper signOff) {
    desk.refuseUnlessAsked(signOff);
  }

  @Override
  public void signOff(SignedPaper signOff) {
    desk.signByPost(signOff);
  }

  @Override
  public SignOffReceipt waive(SignedPaper waiver) {
    return operators.waive(waiver);
  }

  @Override
  public void validateWaive(SignedPaper waiver) {
    waivers.refuseUnlessWaivable(waiver);
  }

  @Override
  public String pause(Command command) {
    return operators.pause(command);
  }

  @Override
  public void validatePause(Command command) {
    operators.refuseUnlessPausable(command);
  }

  @Override
  public String resume(Command command) {
    return operators.resume(command);
  }

  @Override
  public void validateResume(Command command) {
    operators.refuseUnlessPaused(command);
  }

  @Override
  public String promote(Command command) {
    return operators.promote(command);
  }

  @Override
  public void validatePromote(Command command) {
    operators.refuseUnlessPromotable(command);
  }

  @Override
  public String retry(Command command) {
    return operators.retry(command);
  }

  @Override
  public void validateRetry(Command command) {
    operators.refuseUnlessRetryable(command);
  }

  @Override
  public DrillReport drill(Drilling drilling) {
    return operators.drill(drilling);
  }

  @Override
  public void validateDrill(Drilling drilling) {
    operators.refuseUnlessDrillable(drilling);
  }

  @Override
  public String abort(Command command) {
    return operators.abort(command);
  }

  @Override
  public void validateAbort(Command command) {
    operators.refuseUnlessRunning(command);
  }

  @Override
  public void rolloutProgress(RolloutProgress progress) {
    operators.rolloutProgress(progress);
  }

  @Override
  public void rolloutAnswered(RolloutAnswer answer) {
    operators.rolloutAnswered(answer);
  }
}
