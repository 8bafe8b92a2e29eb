package dev.countersign.training;

import dev.countersign.manifest.ModelSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model fresh from training.
 *
 * @param file where it was written
 * @param format how to read it
 * @param favourableIndex which output is the favourable class
 * @param inputs names of its inputs, as far as training knows them
 * @param metrics what training itself reports, by name: rows, seconds and the like
 * @param log what the trainer said, at most {@link #MAX_LOG} bytes; empty where it said nothing
 */
public record TrainedModel(
    Path file,
    ModelSpec.Format format,
    int favourableIndex,
    List<String> inputs,
    Map<String, Double> metrics,
    String log) {

  /** The most of a trainer's output that is kept, in bytes. */
  public static final int MAX_LOG = 1 << 20;

  public TrainedModel {
    inputs = List.copyOf(inputs);
    metrics = Map.copyOf(metrics);
  }
}
