/**
 * Turns YAML text into records, driven by the records themselves: bounded parsing, one pass, every
 * mistake a {@link dev.countersign.manifest.Problem} with its line. Knows no key, no record and no
 * rule of its own: what a manifest or a policy holds is said where their records are.
 */
@NullMarked
package dev.countersign.manifest.binding;

import org.jspecify.annotations.NullMarked;
