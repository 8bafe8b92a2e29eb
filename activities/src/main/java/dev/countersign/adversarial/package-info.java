/**
 * The adversarial gate: how little must change for a decision to change, asked of the model as an
 * outsider would, within a budget of questions and a schema of what may change at all. Robustness
 * to noise and to senseless input lives here too. What a model is inside is not known here.
 */
@NullMarked
package dev.countersign.adversarial;

import org.jspecify.annotations.NullMarked;
