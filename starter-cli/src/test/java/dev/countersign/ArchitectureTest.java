package dev.countersign;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.countersign.testing.CommonRules;
import dev.countersign.testing.OwnClasses;

/** What the command line may know, and why. */
@AnalyzeClasses(locations = OwnClasses.class)
class ArchitectureTest {

  @ArchTest static final ArchTests COMMON = ArchTests.in(CommonRules.class);

  @ArchTest
  static final ArchRule KNOWS_ONLY_WORKFLOWS =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.countersign.cli..",
              "dev.countersign.client..",
              "dev.countersign.report..",
              "dev.countersign.activity..",
              "dev.countersign.approval..",
              "dev.countersign.gate..",
              "dev.countersign.manifest..",
              "dev.countersign.passport..",
              "dev.countersign.verification..",
              "dev.countersign.policy..",
              "dev.countersign.rollout..",
              "dev.countersign.workflow..",
              "java..",
              "javax.xml..",
              "org.w3c.dom..",
              "picocli..",
              "io.temporal..",
              "io.grpc..",
              "com.fasterxml.jackson..",
              "com.google.protobuf..",
              "org.slf4j..",
              "org.jspecify.annotations..")
          .because(
              "it is Apache-2.0, which it could not be beside Smile, and starts at once, which it"
                  + " would not with Spring");
}
