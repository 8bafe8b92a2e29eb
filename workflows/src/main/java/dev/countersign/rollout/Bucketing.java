package dev.countersign.rollout;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Deterministic sticky assignment: the same unit falls into the same bucket on every router and
 * after every restart, and a share that grows never moves a unit back.
 */
public final class Bucketing {
  private static final double BUCKETS = 0x1p32;

  private Bucketing() {}

  /**
   * The salt by which every router splits a model's callers, so that a unit falls alike on all:
   * {@code environment/model/version/}, with the candidate's version.
   */
  public static String salt(String environment, String model, ModelTarget candidate) {
    return environment + "/" + model + "/" + candidate.version() + "/";
  }

  /**
   * Where a unit falls: MurmurHash3 x86 32 (seed 0) of {@code salt} followed by {@code unit} in
   * UTF-8, read as an unsigned number over 2^32, times 100. This is the fractional operation of
   * OpenFeature's flagd with the flag's key as salt.
   *
   * @param salt names the split, so that the same units are not always first
   * @param unit who is assigned: a user, an applicant, a device
   * @return a percentage in [0, 100)
   */
  public static double bucket(String salt, String unit) {
    byte[] key = (salt + unit).getBytes(StandardCharsets.UTF_8);
    int hash = MurmurHash3.hash32x86(key, 0, key.length, 0);
    return Integer.toUnsignedLong(hash) / BUCKETS * 100;
  }
}
