package dev.countersign;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.countersign.testing.CommonRules;
import dev.countersign.testing.OwnClasses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;

/** What the language of a release, its rules and its workflows may know, and why. */
@AnalyzeClasses(locations = OwnClasses.class)
class ArchitectureTest {
  private static final String[] PLAIN = {
    "dev.countersign.manifest..",
    "dev.countersign.policy..",
    "dev.countersign.gate..",
    "dev.countersign.approval..",
    "dev.countersign.rollout..",
    "dev.countersign.passport..",
    "dev.countersign.verification..",
  };

  @ArchTest static final ArchTests COMMON = ArchTests.in(CommonRules.class);

  @ArchTest static final ArchRule STANDARD_OUTPUT = CommonRules.STANDARD_OUTPUT_BELONGS_TO_COMMANDS;

  @ArchTest
  static final ArchRule KNOWS_NO_OTHER_MODULE =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(PLAIN)
                  .or(resideInAnyPackage("dev.countersign.activity", "dev.countersign.workflow"))
                  .or(
                      resideInAnyPackage(
                          "java..",
                          "io.temporal..",
                          "com.fasterxml.jackson..",
                          "org.snakeyaml.engine..",
                          "org.apache.commons.codec.digest",
                          "com.google.protobuf..",
                          "org.slf4j",
                          "org.jspecify.annotations")))
          .because(
              "everything else stands on this module: it is Apache-2.0 while Smile is GPL, replays"
                  + " must not depend on how a gate works, and verify must need no Spring");

  @ArchTest
  static final ArchRule IS_PURE =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io",
                      "java.nio.file..",
                      "java.nio.channels..",
                      "java.net..",
                      "java.sql..")
                  .and(not(type(InputStream.class)))
                  .and(not(type(OutputStream.class)))
                  .and(not(type(ByteArrayInputStream.class)))
                  .and(not(type(ByteArrayOutputStream.class)))
                  .and(not(type(UncheckedIOException.class)))
                  .and(not(assignableTo(IOException.class)))
                  .and(not(type(java.io.Serializable.class)))
                  .and(not(type(java.net.URI.class)))
                  .and(not(type(java.net.URISyntaxException.class))))
          .because(
              "workflow code is replayed, and verify must give the same answer everywhere: whoever"
                  + " calls hands over bytes and streams");

  @ArchTest
  static final ArchRule DECISIONS_KNOW_NO_TEMPORAL =
      noClasses()
          .that()
          .resideInAnyPackage(PLAIN)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.temporal..")
          .because("a decision is tested by its inputs and outputs, without any server or clock");

  @ArchTest
  static final ArchRule WORKFLOWS_HAVE_NO_CLOCK_AND_NO_CHANCE_OF_THEIR_OWN =
      noClasses()
          .that()
          .resideInAPackage("dev.countersign.workflow")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.concurrent.locks")
          .because("a replay must take the same turns: ask Workflow for the time and for chance");
}
