/**
 * A release in words: lines for terminals and pipes, JUnit XML and Markdown for CI. Pure functions
 * of what was seen; nothing here talks to a server.
 */
@NullMarked
package dev.countersign.report;

import org.jspecify.annotations.NullMarked;
