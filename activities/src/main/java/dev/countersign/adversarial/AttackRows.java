package dev.countersign.adversarial;

import dev.countersign.data.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The rows that can be attacked or damaged. Which are, and what is drawn for them, depends on seed
 * and id alone, not on the order of the rows.
 *
 * @param frame at least the model's columns
 * @param ids per row
 * @param favourable per row, its label
 * @param thresholds per row, the score at or above which the decision is favourable
 */
record AttackRows(Frame frame, List<String> ids, boolean[] favourable, double[] thresholds) {

  private record Hashed(int row, long hash) {}

  /** At most so many rows: those with the smallest hashes of seed and id. */
  int[] chosen(int atMost, long seed) {
    return IntStream.range(0, ids.size())
        .mapToObj(row -> new Hashed(row, hash(row, seed)))
        .sorted(Comparator.comparingLong(Hashed::hash).thenComparingInt(Hashed::row))
        .limit(atMost)
        .mapToInt(Hashed::row)
        .toArray();
  }

  /** Random numbers for one row and one purpose. */
  RandomGenerator random(int row, long seed, String purpose) {
    return new SplittableRandom(hash(row, seed) ^ (purpose.hashCode() * 0x9E3779B97F4A7C15L));
  }

  /** One row, alone in its frame. */
  Frame row(int row) {
    return frame.select(new int[] {row});
  }

  private long hash(int row, long seed) {
    try {
      byte[] text = (seed + ":" + ids.get(row)).getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
