package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.Optional;

/** Live checks that the router and the metric source can't measure would hold every step. */
final class LiveCheckRules implements Rule {

  @Override
  public void check(Draft manifest, Problems problems) {
    LiveSource source = LiveSource.of(manifest);
    for (Draft step : manifest.at("rollout", "steps").items()) {
      Draft audience = step.at("audience");
      if (audience.text().equals(Optional.of(RouterRules.SHADOW))
          && RouterRules.mirrors(manifest.at("rollout"))) {
        source
            .uncompared()
            .ifPresent(lack -> problems.add(audience, lack.message(), lack.remedy()));
      }
      step.at("analysis", "checks")
          .entries()
          .forEach(
              (check, bar) ->
                  source
                      .lack(check)
                      .ifPresent(lack -> problems.add(bar, lack.message(), lack.remedy())));
    }
  }
}
