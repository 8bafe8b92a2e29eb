package dev.countersign.traffic;

import dev.countersign.manifest.RouterAbility;
import dev.countersign.manifest.RouterCatalogue;
import dev.countersign.traffic.conformance.RouterUnderTest;
import java.util.Set;

/** A router that manifests name by its kind, between the old and the new model of these tests. */
public interface NamedRouter extends RouterUnderTest {
  /** As manifests write it. */
  String kind();

  @Override
  default ServedModel incumbent() {
    return Traffic.served(Traffic.OLD);
  }

  @Override
  default ServedModel candidate() {
    return Traffic.served(Traffic.NEW);
  }

  @Override
  default Set<RouterAbility> abilities() {
    return RouterCatalogue.abilities(kind());
  }
}
