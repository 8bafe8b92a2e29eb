package dev.countersign.model;

/**
 * One tree as a file holds it, not yet trusted: children may point anywhere. A node is a leaf when
 * its {@code left} is negative. All arrays have one entry a node.
 *
 * @param root index of the root node
 * @param feature input an inner node looks at
 * @param threshold of numeric nodes, already in the sense of {@code x <= threshold}
 * @param left child indices, negative for leaves
 * @param right child indices
 * @param flags bits of {@link TreeEnsemble}
 * @param members for categorical nodes a bit set of categories, else null
 * @param cover training weight, or an empty array where the file has none
 * @param value leaf values, in units of the margin
 */
record RawTree(
    int root,
    int[] feature,
    double[] threshold,
    int[] left,
    int[] right,
    byte[] flags,
    long[] @org.jspecify.annotations.Nullable [] members,
    double[] cover,
    double[] value) {

  int nodes() {
    return feature.length;
  }
}
