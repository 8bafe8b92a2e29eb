package dev.countersign.stats;

import org.junit.jupiter.api.Nested;

/**
 * What intervals cover, over a small grid in every build; the large one is {@link
 * CoverageGridTest}.
 */
class CoverageTest {
  @Nested
  class OfRates extends RateCoverage {
    OfRates() {
      super(CoverageGrid.SMALL);
    }
  }

  @Nested
  class OfCombinedRates extends CombinedRateCoverage {
    OfCombinedRates() {
      super(CoverageGrid.SMALL);
    }
  }

  @Nested
  class OfScores extends ScoreCoverage {
    OfScores() {
      super(CoverageGrid.SMALL);
    }
  }

  @Nested
  class OfNumbers extends NumberCoverage {
    OfNumbers() {
      super(CoverageGrid.SMALL);
    }
  }

  @Nested
  class OfDecisions extends DecisionCoverage {
    OfDecisions() {
      super(CoverageGrid.SMALL);
    }
  }

  @Nested
  class OfPairedModels extends PairedCoverage {
    OfPairedModels() {
      super(CoverageGrid.SMALL);
    }
  }
}
