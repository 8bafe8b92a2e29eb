/** Commands by which people decide: approve, reject, waive. Thin: they parse, call, print. */
@NullMarked
package dev.countersign.cli.sign;

import org.jspecify.annotations.NullMarked;
