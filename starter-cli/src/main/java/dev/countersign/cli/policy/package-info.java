/** Commands about policies: list, show, lint. Thin: they parse, call, print. */
@NullMarked
package dev.countersign.cli.policy;

import org.jspecify.annotations.NullMarked;
