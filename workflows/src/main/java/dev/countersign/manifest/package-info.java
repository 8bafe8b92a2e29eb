/**
 * The manifest a release starts from: records that mirror the YAML, its reader and its validation.
 * Every problem is found in one pass and carries a line and a remedy. Files and data are not opened
 * here; what the data holds comes in as {@link dev.countersign.manifest.DataFacts}.
 */
@NullMarked
package dev.countersign.manifest;

import org.jspecify.annotations.NullMarked;
