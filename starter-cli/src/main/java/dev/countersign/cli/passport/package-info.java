/** Commands about the passport: fetch it, check it offline. Thin: they parse, call, print. */
@NullMarked
package dev.countersign.cli.passport;

import org.jspecify.annotations.NullMarked;
