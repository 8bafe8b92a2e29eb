/**
 * Policies: the floor of each risk tier, stricter packs, and the merge that may only tighten. What
 * a bar means when something is measured belongs to {@code gate}; who may sign, to {@code
 * approval}. No release, no workflow and no file is known here; packs come in as text.
 */
@NullMarked
package dev.countersign.policy;

import org.jspecify.annotations.NullMarked;
