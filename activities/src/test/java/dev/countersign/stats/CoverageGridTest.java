package dev.countersign.stats;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** What intervals cover over a grid with no difference, unequal groups and rare labels. */
@Tag("long")
class CoverageGridTest {
  @Nested
  class OfRates extends RateCoverage {
    OfRates() {
      super(CoverageGrid.LARGE);
    }
  }

  @Nested
  class OfCombinedRates extends CombinedRateCoverage {
    OfCombinedRates() {
      super(CoverageGrid.LARGE);
    }
  }

  @Nested
  class OfScores extends ScoreCoverage {
    OfScores() {
      super(CoverageGrid.LARGE);
    }
  }

  @Nested
  class OfNumbers extends NumberCoverage {
    OfNumbers() {
      super(CoverageGrid.LARGE);
    }
  }

  @Nested
  class OfDecisions extends DecisionCoverage {
    OfDecisions() {
      super(CoverageGrid.LARGE);
    }
  }

  @Nested
  class OfPairedModels extends PairedCoverage {
    OfPairedModels() {
      super(CoverageGrid.LARGE);
    }
  }
}
