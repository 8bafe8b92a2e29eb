package dev.countersign.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/**
 * The conformance suite as others get it: a project outside this build, which depends on what the
 * page says and on nothing else, tries a router of its own by the jar as it was packaged.
 */
class PublishedConformanceIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path EXAMPLE = HOME.resolve("examples/router");
  private static final Path PAGE = HOME.resolve("docs/traffic.md");
  private static final String GROUP = "dev/countersign";
  private static final int MANY = 20;

  @TempDir Path folder;

  @Test
  void theExampleDependsOnWhatThePageShows() throws IOException {
    assertThat(dependencies(EXAMPLE.resolve("pom.xml"))).isEqualTo(dependencies(PAGE));
  }

  @Test
  @Tag("long")
  void aProjectOutsideThisBuildTriesItsRouterByTheJar() throws Exception {
    Path project = folder.resolve("project");
    copy(EXAMPLE, project);
    Path repository = installed(folder.resolve("repository"));

    String said = test(project, repository);

    Element cases = report(project.resolve("target/surefire-reports"));
    System.out.println(said.lines().filter(line -> line.contains("Tests run")).toList());
    assertThat(number(cases, "tests")).as(said).isGreaterThan(MANY);
    assertThat(number(cases, "skipped") + number(cases, "failures") + number(cases, "errors"))
        .as(said)
        .isZero();
  }

  /** From the first line about dependencies to the last, without what indents them. */
  private static List<String> dependencies(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().map(String::strip).toList();
    return lines.subList(
        lines.indexOf("<dependencyManagement>"), lines.lastIndexOf("</dependencies>") + 1);
  }

  /** A local repository with everything this build resolved, and with what it makes. */
  private static Path installed(Path repository) throws IOException {
    Path resolved = Path.of(System.getProperty("localRepository", home() + "/.m2/repository"));
    link(resolved, repository, "dev");
    link(resolved.resolve("dev"), repository.resolve("dev"), "countersign");
    install(repository, "countersign", HOME);
    install(repository, "countersign-workflows", HOME.resolve("workflows"), "");
    install(
        repository,
        "countersign-activities",
        HOME.resolve("activities"),
        "",
        "-router-conformance");
    return repository;
  }

  private static String home() {
    return System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
  }

  private static void link(Path from, Path into, String except) throws IOException {
    Files.createDirectories(into);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        if (!entry.endsWith(except)) {
          Files.createSymbolicLink(into.resolve(entry.getFileName()), entry);
        }
      }
    }
  }

  private static void install(Path repository, String artifact, Path module, String... classifiers)
      throws IOException {
    String version = version();
    Path place =
        Files.createDirectories(repository.resolve(GROUP).resolve(artifact).resolve(version));
    String name = artifact + "-" + version;
    Files.copy(module.resolve("pom.xml"), place.resolve(name + ".pom"));
    for (String classifier : classifiers) {
      Path jar = module.resolve("target").resolve(name + classifier + ".jar");
      assertThat(jar).as("what `mvn package` makes").exists();
      Files.copy(jar, place.resolve(jar.getFileName()));
    }
  }

  private static String version() throws IOException {
    List<String> lines = Files.readAllLines(HOME.resolve("pom.xml"));
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.startsWith("<version>"))
        .findFirst()
        .orElseThrow()
        .replaceAll("<[^>]*>", "");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copied = to.resolve(from.relativize(file));
        Files.createDirectories(copied.getParent());
        Files.copy(file, copied);
      }
    }
  }

  private static String test(Path project, Path repository) throws Exception {
    ProcessBuilder maven =
        new ProcessBuilder("mvn", "-o", "-B", "-Dmaven.repo.local=" + repository, "test")
            .directory(project.toFile())
            .redirectErrorStream(true);
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = maven.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static Element report(Path folder) throws Exception {
    Path file = folder.resolve("TEST-org.example.router.InMemoryRouterTest.xml");
    try (InputStream in = Files.newInputStream(file)) {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(in)
          .getDocumentElement();
    }
  }

  private static int number(Element report, String attribute) {
    return Integer.parseInt(report.getAttribute(attribute));
  }
}
