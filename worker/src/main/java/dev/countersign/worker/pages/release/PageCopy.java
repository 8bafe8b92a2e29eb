package dev.countersign.worker.pages.release;

import dev.countersign.client.ReleaseName;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.Digests;
import dev.countersign.worker.pages.entrance.Visitor;
import dev.countersign.workflow.ReleaseView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** A release's page as a folder of files that stands by itself: for reading, not for signing. */
public final class PageCopy {
  private static final Visitor NOBODY = new Visitor(null, "", List.of(), false, false);

  private final ReleaseBook book;
  private final ReleasePages pages;
  private final ITemplateEngine templates;

  public PageCopy(ReleaseBook book, ReleasePages pages, ITemplateEngine templates) {
    this.book = book;
    this.pages = pages;
    this.templates = templates;
  }

  /**
   * Writes the page as it stands now, with its evidence.
   *
   * @param folder where to; made if it is missing
   * @return the file to open
   */
  public Path write(ReleaseName release, Path folder) throws IOException {
    Files.createDirectories(folder);
    ReleaseView view = book.view(release);
    Context values = new Context(Locale.ENGLISH);
    values.setVariable("copy", true);
    values.setVariable("page", pages.of(release, view, NOBODY, ref -> keep(ref, folder)));
    Path page = folder.resolve("index.html");
    Files.writeString(page, templates.process("release", values));
    try (InputStream style = PageCopy.class.getResourceAsStream("/static/style.css")) {
      if (style == null) {
        throw new IOException("the style sheet is not on the class path");
      }
      Files.write(folder.resolve("style.css"), style.readAllBytes());
    }
    return page;
  }

  /** Two pieces may bear one name, so a file's name begins with its digest. */
  private String keep(EvidenceRef ref, Path folder) {
    String name =
        Digests.parse(ref.digest()).substring(0, 12) + "-" + ref.name().replaceAll("[^\\w.-]", "_");
    try {
      Files.write(folder.resolve(name), book.content(ref));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " can't be written to " + folder, e);
    }
    return name;
  }
}
