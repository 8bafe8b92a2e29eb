package dev.countersign.mlflow;

import java.util.List;

/**
 * How a release ended.
 *
 * @param outcome for example {@code RELEASED} or {@code ROLLED_BACK}
 * @param reason in a sentence
 * @param attachments what came of it, such as the passport
 */
public record Ending(String outcome, String reason, List<Attachment> attachments) {
  public Ending {
    Registration.validatePlain("outcome", outcome);
    attachments = List.copyOf(attachments);
  }
}
