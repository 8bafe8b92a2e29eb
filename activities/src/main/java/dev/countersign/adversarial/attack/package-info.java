/**
 * Attacks: how to look for a point that a model decides otherwise, by asking it. What a point is (a
 * row, a picture, a text) is a {@link dev.countersign.adversarial.attack.Space}'s business: no
 * table, no model and no gate is known here.
 */
@NullMarked
package dev.countersign.adversarial.attack;

import org.jspecify.annotations.NullMarked;
