package dev.countersign.gate;

/**
 * A reweighing weight: what a training row of this group and label counts.
 *
 * @param attribute protected attribute
 * @param group its group
 * @param label the label's value as it stands in the data; of numbers the favourable range, and
 *     {@code other} for everything outside it
 * @param weight positive; w(g, y) = n_g · n_y / (n · n_gy) (Kamiran and Calders 2012)
 */
public record Weight(String attribute, String group, String label, double weight) {}
