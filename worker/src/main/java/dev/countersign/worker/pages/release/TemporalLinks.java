package dev.countersign.worker.pages.release;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Links into Temporal's own pages, where somebody said where they are. */
public final class TemporalLinks {
  private final @Nullable URI ui;
  private final String namespace;

  public TemporalLinks(@Nullable URI ui, String namespace) {
    this.ui = ui;
    this.namespace = namespace;
  }

  /** The history of a workflow; null where nobody said where Temporal's pages are. */
  @Nullable String to(@Nullable String workflowId) {
    if (ui == null || workflowId == null) {
      return null;
    }
    return ui.toString().replaceFirst("/+$", "")
        + "/namespaces/"
        + URLEncoder.encode(namespace, StandardCharsets.UTF_8)
        + "/workflows/"
        + URLEncoder.encode(workflowId, StandardCharsets.UTF_8);
  }
}
