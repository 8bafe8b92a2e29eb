/**
 * The evaluation gate: is the model fair, then is it good, on rows it never saw; by group and
 * intersection, and against what serves now. Intervals come from {@code stats}, rows from {@code
 * data}; models are asked and never changed here.
 */
@NullMarked
package dev.countersign.evaluation;

import org.jspecify.annotations.NullMarked;
