/**
 * The command line: each command parses, calls, prints, and nothing else. What a release is and how
 * to talk to one lives in {@code workflows}, {@code client} and {@code report}.
 */
@NullMarked
package dev.countersign.cli;

import org.jspecify.annotations.NullMarked;
