package dev.countersign.worker.pages;

import dev.countersign.client.ConnectionSettings;
import dev.countersign.client.Patience;
import dev.countersign.client.ReleaseListing;
import dev.countersign.client.Releases;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.release.ReleaseInputs;
import dev.countersign.worker.WorkerProperties;
import dev.countersign.worker.pages.entrance.Door;
import dev.countersign.worker.pages.entrance.LocalEntry;
import dev.countersign.worker.pages.release.DecisionDesk;
import dev.countersign.worker.pages.release.PageCopy;
import dev.countersign.worker.pages.release.ReleaseBook;
import dev.countersign.worker.pages.release.ReleasePages;
import dev.countersign.worker.pages.release.TemporalLinks;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.ITemplateEngine;

/** Puts the pages together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PagesProperties.class)
public class PagesConfiguration {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** A page that is asked for waits for no worker longer than a visitor does. */
  @Bean
  Releases releases(WorkflowClient temporal, WorkerProperties properties, InstantSource clock) {
    return new Releases(temporal, properties.taskQueue(), Patience.silently(LONGEST_WAIT), clock);
  }

  @Bean
  ReleaseBook releaseBook(
      Releases releases, WorkflowClient temporal, EvidenceStore evidence, PagesProperties pages) {
    return new ReleaseBook(releases, new ReleaseListing(temporal), evidence, pages.known());
  }

  @Bean
  TemporalLinks temporalLinks(PagesProperties pages, ConnectionSettings.Resolved where) {
    return new TemporalLinks(pages.temporalUi(), where.namespace());
  }

  @Bean
  ReleasePages releasePages(ReleaseBook book, TemporalLinks temporal, InstantSource clock) {
    return new ReleasePages(book, temporal, clock);
  }

  @Bean
  PageCopy pageCopy(ReleaseBook book, ReleasePages pages, ITemplateEngine templates) {
    return new PageCopy(book, pages, templates);
  }

  @Bean
  DecisionDesk decisionDesk(ReleaseInputs inputs, EvidenceStore evidence) {
    return new DecisionDesk(inputs, evidence);
  }

  @Bean
  PagesAddress pagesAddress(PagesProperties pages, Door door, LocalEntry entry) {
    return new PagesAddress(pages, door, entry);
  }
}
