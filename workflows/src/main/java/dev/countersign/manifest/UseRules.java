package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.manifest.binding.Shape;
import java.util.List;

/** What the use case allows and asks for (Regulation (EU) 2024/1689). */
final class UseRules implements Rule {
  private static final String ACT = " of Regulation (EU) 2024/1689";

  @Override
  public void check(Draft manifest, Problems problems) {
    Draft useCase = manifest.at("intendedUse", "useCase");
    Draft risk = manifest.at("risk");
    if (risk.as(RiskTier.class).filter(RiskTier.UNACCEPTABLE::equals).isPresent()) {
      problems.add(
          risk, "no release may stand on the tier unacceptable", "Write minimal, limited or high");
    }
    useCase.as(UseCase.class).ifPresent(use -> judge(use, useCase, manifest, problems));
  }

  private static void judge(UseCase use, Draft useCase, Draft manifest, Problems problems) {
    String name = Shape.written(use);
    if (use.tier() == RiskTier.UNACCEPTABLE) {
      problems.add(
          useCase,
          name + " is prohibited by " + use.ground() + ACT,
          "It can't be released; if this is not what the model does, name the use case that is");
      return;
    }
    Draft risk = manifest.at("risk");
    risk.as(RiskTier.class)
        .filter(declared -> declared.compareTo(use.tier()) < 0)
        .ifPresent(
            declared ->
                problems.add(
                    risk,
                    Shape.written(declared) + " is lower than " + name + " implies",
                    "Write "
                        + Shape.written(use.tier())
                        + " ("
                        + use.ground()
                        + ACT
                        + ") or leave the key out"));
    Draft attributes = manifest.at("data", "protected");
    boolean high =
        use.tier() == RiskTier.HIGH
            || risk.as(RiskTier.class).filter(RiskTier.HIGH::equals).isPresent();
    boolean none =
        !attributes.isWritten()
            || (attributes.value() instanceof List<?> written && written.isEmpty());
    if (high && none && manifest.at("data").isWritten()) {
      problems.add(
          attributes,
          "names no attribute to compare groups by, and the tier is high",
          "Add protected: [{attribute: sex, column: sex, reference: male}] or what applies");
    }
  }
}
