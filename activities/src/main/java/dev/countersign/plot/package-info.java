/**
 * Draws plots as self-contained SVG: charts that know what a chart looks like, over a writer that
 * knows what SVG looks like. What is drawn, and what it means, belongs to whoever asks. Nothing
 * here may refer to a font, style sheet, script or picture outside the file.
 */
@NullMarked
package dev.countersign.plot;

import org.jspecify.annotations.NullMarked;
