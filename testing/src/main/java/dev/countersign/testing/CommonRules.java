package dev.countersign.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/** What holds in every module. */
public final class CommonRules {
  private CommonRules() {}

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices()
          .matching("dev.countersign.(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .because("a package that needs what needs it can't be read, tested or replaced alone");

  @ArchTest
  static final ArchRule CLASSES_ARE_NAMED_FOR_WHAT_THEY_ARE =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Processor")
          .allowEmptyShould(true)
          .because("such a name says that nobody knew what the class is for");

  @ArchTest
  static final ArchRule NULL_IS_SAID =
      classes()
          .should(liveInNullMarkedPackages())
          .allowEmptyShould(true)
          .because("NullAway only checks packages whose package-info.java says @NullMarked");

  @ArchTest
  static final ArchRule NOTHING_IS_DESERIALISED_BY_JAVA =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
          .allowEmptyShould(true)
          .because("Java deserialisation runs code that the input chooses; write JSON");

  @ArchTest
  static final ArchRule ONLY_MAIN_ENDS_THE_PROGRAM =
      noClasses()
          .that()
          .doNotHaveSimpleName("Main")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)
          .allowEmptyShould(true)
          .because("a command gives back an exit code; whoever calls it may have work left");

  @ArchTest
  static final ArchRule CHANCE_HAS_A_SEED =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.countersign.traffic..")
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .allowEmptyShould(true)
          .because(
              "a figure that nobody can compute again is no evidence, so pass a seed; only traffic"
                  + " may deal callers without a name to the models as they come");

  @ArchTest
  static final ArchRule STACK_TRACES_ARE_NOT_PRINTED =
      noClasses()
          .should()
          .callMethod(Throwable.class, "printStackTrace")
          .allowEmptyShould(true)
          .because("an error says what is wrong and what to do next; a stack trace goes to a log");

  /** For modules that are no command line. */
  public static final ArchRule STANDARD_OUTPUT_BELONGS_TO_COMMANDS =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .allowEmptyShould(true)
          .because(
              "--json prints one document and nothing else: report to whoever asked, or to a log");

  private static ArchCondition<JavaClass> liveInNullMarkedPackages() {
    return new ArchCondition<>("live in packages marked @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getPackageName() + " has no @NullMarked package-info.java"));
      }
    };
  }
}
