package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;

/**
 * What must hold between keys of a manifest. Rules ask the draft and pass over what is absent or
 * wrong by itself: that has been said already.
 */
interface Rule {
  void check(Draft manifest, Problems problems);
}
