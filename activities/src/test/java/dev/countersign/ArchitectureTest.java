package dev.countersign;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.countersign.testing.CommonRules;
import dev.countersign.testing.OwnClasses;
import java.util.Set;

/** What the packages behind the gates may know of each other, and why. */
@AnalyzeClasses(locations = OwnClasses.class)
class ArchitectureTest {
  private static final Set<String> GATES =
      Set.of("audit", "mitigation", "training", "evaluation", "explain", "adversarial", "card");

  private static final String[] NEIGHBOURS = {
    "dev.countersign.mlflow..",
    "dev.countersign.traffic..",
    "dev.countersign.metrics..",
    "dev.countersign.notify..",
  };

  private static final String[] FOUNDATIONS = {
    "dev.countersign.data..",
    "dev.countersign.model..",
    "dev.countersign.stats..",
    "dev.countersign.evidence..",
    "dev.countersign.plot..",
  };

  @ArchTest static final ArchTests COMMON = ArchTests.in(CommonRules.class);

  @ArchTest static final ArchRule STANDARD_OUTPUT = CommonRules.STANDARD_OUTPUT_BELONGS_TO_COMMANDS;

  @ArchTest
  static final ArchRule GATES_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .assignedFrom(byGate())
          .should()
          .notDependOnEachOther()
          .because(
              "a gate passes on what it found as a GateResult; so each can be replaced by an"
                  + " activity in another language");

  @ArchTest
  static final ArchRule NEIGHBOURS_DO_NOT_KNOW_GATES =
      noClasses()
          .that()
          .resideInAnyPackage(NEIGHBOURS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(GATES))
          .because("a registry or a router does not care how a verdict came about");

  @ArchTest
  static final ArchRule FOUNDATIONS_KNOW_NEITHER =
      noClasses()
          .that()
          .resideInAnyPackage(FOUNDATIONS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(GATES))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(NEIGHBOURS)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("dev.countersign.gates..")
          .because("gates stand on data, models and statistics, not the other way round");

  @ArchTest
  static final ArchRule GATES_KNOW_NO_TEMPORAL =
      noClasses()
          .that()
          .resideInAnyPackage(packages(GATES))
          .or()
          .resideInAnyPackage(FOUNDATIONS)
          .or()
          .resideInAnyPackage(NEIGHBOURS)
          .or()
          .resideInAPackage("dev.countersign.gates..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.temporal..")
          .because("check runs the very same code, without any server");

  @ArchTest
  static final ArchRule KNOWS_NO_SPRING =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..")
          .because("wiring lives in the worker; a gate is built by its constructor");

  private static String[] packages(Set<String> names) {
    return names.stream().map(name -> "dev.countersign." + name + "..").toArray(String[]::new);
  }

  private static SliceAssignment byGate() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length > 2 && GATES.contains(parts[2])
            ? SliceIdentifier.of(parts[2])
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "gates";
      }
    };
  }
}
