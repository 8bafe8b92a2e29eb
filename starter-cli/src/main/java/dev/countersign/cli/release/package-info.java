/** Commands about a release as a whole: start, look, wait, steer. Thin: they parse, call, print. */
@NullMarked
package dev.countersign.cli.release;

import org.jspecify.annotations.NullMarked;
