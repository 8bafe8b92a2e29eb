/**
 * Trains models on the training rows: XGBoost built in, or a command the worker allows. Whether a
 * model is good enough is judged elsewhere; data that no split protects is refused.
 */
@NullMarked
package dev.countersign.training;

import org.jspecify.annotations.NullMarked;
