/**
 * Repairs numeric features so that they no longer tell groups apart (Feldman et al. 2015): learnt
 * from training rows, applied to any row, and written into the trees of a model, so that the repair
 * goes wherever the model goes. Whether a repair is due belongs to {@code mitigation}.
 */
@NullMarked
package dev.countersign.repair;

import org.jspecify.annotations.NullMarked;
