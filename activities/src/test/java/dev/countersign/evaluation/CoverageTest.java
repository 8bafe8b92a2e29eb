package dev.countersign.evaluation;

import dev.countersign.stats.CoverageGrid;
import org.junit.jupiter.api.Nested;

/**
 * What intervals of the gate's own making cover, over a small grid in every build; the large one is
 * {@link CoverageGridTest}.
 */
class CoverageTest {
  @Nested
  class OfCalibration extends CalibrationCoverage {
    OfCalibration() {
      super(CoverageGrid.SMALL, 200);
    }
  }

  @Nested
  class OfLossesOfParity extends ParityDropCoverage {
    OfLossesOfParity() {
      super(CoverageGrid.SMALL);
    }
  }

  @Nested
  class OfLossesOfNumbers extends AmountDropCoverage {
    OfLossesOfNumbers() {
      super(CoverageGrid.SMALL);
    }
  }

  @Nested
  class OfLossesOfClasses extends ClassDropCoverage {
    OfLossesOfClasses() {
      super(CoverageGrid.SMALL);
    }
  }

  @Nested
  class OfLatency extends LatencyCoverage {
    OfLatency() {
      super(CoverageGrid.SMALL);
    }
  }
}
