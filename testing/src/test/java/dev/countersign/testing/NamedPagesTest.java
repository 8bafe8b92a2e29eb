package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever follows a name or a link in the code or on a page finds what it names. */
class NamedPagesTest {
  private static final Path CHECKOUT = Path.of("..");
  private static final List<String> MODULES =
      List.of("testing", "workflows", "activities", "starter-cli", "worker");
  private static final Pattern NAMED =
      Pattern.compile("\\bdocs/[\\w/.-]+\\.(md|lua|yaml|cfg|json|py|png)\\b");
  private static final Pattern LINKED = Pattern.compile("]\\((?!https?:|#)([^)#\\s]+)");

  @Test
  void everyPageThatCodeNamesIsThere() throws IOException {
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(CHECKOUT.resolve(module).resolve("src"))) {
        assertThat(files.filter(file -> file.toString().endsWith(".java")))
            .isNotEmpty()
            .allSatisfy(
                file ->
                    assertThat(NAMED.matcher(text(file)).results().map(found -> found.group()))
                        .as("pages that %s names", file)
                        .allSatisfy(page -> assertThat(CHECKOUT.resolve(page)).exists()));
      }
    }
  }

  @Test
  void everyLinkOfAPageLeadsSomewhere() throws IOException {
    try (Stream<Path> files = Files.walk(CHECKOUT.resolve("docs"))) {
      Stream<Path> pages = files.filter(file -> file.toString().endsWith(".md"));
      assertThat(Stream.concat(pages, Stream.of(CHECKOUT.resolve("README.md"))))
          .hasSizeGreaterThan(10)
          .allSatisfy(
              page ->
                  assertThat(LINKED.matcher(text(page)).results().map(found -> found.group(1)))
                      .as("links of %s", page)
                      .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists()));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
