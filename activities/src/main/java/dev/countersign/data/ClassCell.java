package dev.countersign.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one group with the same label and the same predicted class, counted where they are.
 *
 * @param groups one group per attribute asked for, in that order; null where it is missing
 * @param actual the label, as {@link LabelColumn#text} writes it
 * @param predicted the predicted class, likewise
 * @param n rows
 * @param logLoss sums of −ln P(label) and of its powers; null where only classes are known
 */
public record ClassCell(
    List<@Nullable String> groups,
    String actual,
    String predicted,
    long n,
    @Nullable Sums logLoss) {}
