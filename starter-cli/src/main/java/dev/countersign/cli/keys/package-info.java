/** Commands about signing keys. Thin: they parse, call, print. */
@NullMarked
package dev.countersign.cli.keys;

import org.jspecify.annotations.NullMarked;
