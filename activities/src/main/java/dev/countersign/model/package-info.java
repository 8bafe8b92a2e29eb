/**
 * Loads models of every supported format and scores rows with them. Formats are untrusted input:
 * sizes, shapes and outputs are checked, and nothing is deserialised by Java. How a model is
 * trained, explained or attacked lives elsewhere.
 */
@NullMarked
package dev.countersign.model;

import org.jspecify.annotations.NullMarked;
