package dev.countersign.evaluation;

import dev.countersign.stats.CoverageGrid;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * What intervals of the gate's own making cover over a grid with no difference, unequal groups and
 * rare labels.
 */
@Tag("long")
class CoverageGridTest {
  @Nested
  class OfCalibration extends CalibrationCoverage {
    OfCalibration() {
      super(CoverageGrid.LARGE, CoverageGrid.LARGE.runs());
    }
  }

  @Nested
  class OfLossesOfParity extends ParityDropCoverage {
    OfLossesOfParity() {
      super(CoverageGrid.LARGE);
    }
  }

  @Nested
  class OfLossesOfNumbers extends AmountDropCoverage {
    OfLossesOfNumbers() {
      super(CoverageGrid.LARGE);
    }
  }

  @Nested
  class OfLossesOfClasses extends ClassDropCoverage {
    OfLossesOfClasses() {
      super(CoverageGrid.LARGE);
    }
  }

  @Nested
  class OfLatency extends LatencyCoverage {
    OfLatency() {
      super(CoverageGrid.LARGE);
    }
  }
}
