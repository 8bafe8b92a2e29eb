/**
 * Why a model decides as it does: Shapley values of tree ensembles and of anything that can be
 * asked, and the gate that judges them. How models are read is no concern of this package; whether
 * a model is fair or accurate is judged elsewhere.
 */
@NullMarked
package dev.countersign.explain;

import org.jspecify.annotations.NullMarked;
