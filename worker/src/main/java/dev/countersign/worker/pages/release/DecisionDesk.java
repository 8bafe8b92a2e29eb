package dev.countersign.worker.pages.release;

import dev.countersign.activity.ModelRef;
import dev.countersign.client.ClientException;
import dev.countersign.client.ClientException.Kind;
import dev.countersign.data.DataException;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.explain.ExplainException;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.model.ModelException;
import dev.countersign.passport.Json;
import dev.countersign.release.DecisionReport;
import dev.countersign.release.FrozenDocument;
import dev.countersign.release.ReleaseInputs;
import dev.countersign.workflow.ReleaseView;
import java.util.concurrent.Semaphore;

/**
 * Explains single decisions by the very model of a release, over the very data it was frozen with.
 * One at a time: it is costly, and the machine has releases to run.
 */
public final class DecisionDesk {
  private final ReleaseInputs inputs;
  private final EvidenceStore evidence;
  private final Semaphore free = new Semaphore(1);

  public DecisionDesk(ReleaseInputs inputs, EvidenceStore evidence) {
    this.inputs = inputs;
    this.evidence = evidence;
  }

  /**
   * Why the model decides a row as it does.
   *
   * @param row a value of the id column, or a row number from 0 where there is none
   * @throws ClientException if there is no model yet, no such row, or no time
   */
  DecisionReport explain(ReleaseView view, String row) {
    EvidenceRef document = view.document();
    ModelRef model = view.candidate();
    if (document == null || model == null) {
      throw new ClientException(
          Kind.REFUSED, "the release has no model yet", "Ask again after the training");
    }
    if (!free.tryAcquire()) {
      throw new ClientException(
          Kind.REFUSED, "another decision is being explained", "Ask again in a moment");
    }
    try {
      FrozenDocument release = Json.read(evidence.get(document.digest()), FrozenDocument.class);
      return DecisionReport.of(release, model, inputs, row);
    } catch (DataException | ModelException | ExplainException e) {
      throw new ClientException(
          Kind.BAD_INPUT, String.valueOf(e.getMessage()), "Name another row", e);
    } finally {
      free.release();
    }
  }
}
