package dev.countersign.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is told what about the release. */
public record CommunicationSpec(List<String> recipients, @Nullable String affectedPeople) {
  public CommunicationSpec {
    recipients = recipients == null ? List.of() : List.copyOf(recipients);
  }
}
