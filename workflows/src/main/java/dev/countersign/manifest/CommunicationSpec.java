package dev.countersign.manifest;

import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is told what about the release. */
public record CommunicationSpec(
    @Doc("Who is told of the outcome.") @Key("notify") List<String> recipients,
    @Doc("What affected people are told, and where.") @Nullable String affectedPeople) {
  public CommunicationSpec {
    recipients = recipients == null ? List.of() : List.copyOf(recipients);
  }
}
