package dev.countersign.model;

import ai.onnxruntime.MapInfo;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Where an ONNX model's numbers come out: a tensor with one column a class, a tensor with the
 * probability of class 1 or the predicted number alone, or one map a row (ZipMap).
 *
 * @param name the output
 * @param outputs what its numbers mean
 * @param labels class labels in order, as far as the file states them
 */
record OnnxOutput(String name, Outputs outputs, List<String> labels) {

  static OnnxOutput of(Collection<NodeInfo> outputs, Outputs meaning, List<String> labels) {
    if (meaning instanceof Outputs.Classes classes && !labels.isEmpty()) {
      inOrder(classes, labels);
    }
    List<NodeInfo> candidates = outputs.stream().filter(OnnxOutput::holdsScores).toList();
    List<NodeInfo> named =
        candidates.stream()
            .filter(o -> o.getName().toLowerCase(Locale.ROOT).contains("prob"))
            .toList();
    List<NodeInfo> chosen = named.size() == 1 ? named : candidates;
    if (chosen.size() != 1) {
      throw new ModelException(
          "Which output of the ONNX model holds probabilities is not clear: "
              + outputs.stream().map(NodeInfo::getName).toList()
              + ". Export exactly one tensor of floats, or name it probabilities.");
    }
    return new OnnxOutput(chosen.getFirst().getName(), meaning, labels);
  }

  /** Labels that the file states are the manifest's, or mere places: 0, 1, 2 …. */
  private static void inOrder(Outputs.Classes classes, List<String> labels) {
    List<String> places = IntStream.range(0, labels.size()).mapToObj(String::valueOf).toList();
    boolean placed =
        labels.equals(places) && !Set.copyOf(classes.names()).equals(Set.copyOf(places));
    if (labels.size() != classes.names().size()) {
      throw classes.unlike(labels.size());
    }
    if (!labels.equals(classes.names()) && !placed) {
      throw new ModelException(
          "The ONNX model's classes are "
              + labels
              + " in this order, but data.label.classes says "
              + classes.names()
              + ". Name them in the model's order.");
    }
  }

  private static boolean holdsScores(NodeInfo output) {
    return switch (output.getInfo()) {
      case TensorInfo tensor ->
          switch (tensor.type) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
            case STRING, INT8, UINT8, INT16, INT32, INT64, BOOL, UNKNOWN -> false;
          };
      case SequenceInfo sequence -> sequence.isSequenceOfMaps();
      case MapInfo map -> false;
      default -> false;
    };
  }

  /**
   * Reads what is said of each row.
   *
   * @param rows rows that were asked for
   * @param first number of the first of them, for errors
   * @param out row after row what is kept of it
   */
  void read(OnnxValue value, int rows, int first, double[] out) throws OrtException {
    switch (value) {
      case OnnxTensor tensor -> readTensor(tensor, rows, first, out);
      case OnnxSequence maps -> readMaps(maps, rows, first, out);
      default -> throw new ModelException("The ONNX output " + name + " is no tensor.");
    }
  }

  private void readTensor(OnnxTensor tensor, int rows, int first, double[] out) {
    long[] shape = tensor.getInfo().getShape();
    FloatBuffer floats = tensor.getFloatBuffer();
    java.nio.DoubleBuffer doubles = floats == null ? tensor.getDoubleBuffer() : null;
    long size = floats != null ? floats.remaining() : doubles == null ? 0 : doubles.remaining();
    if (shape.length < 1 || shape[0] != rows || size % rows != 0 || size == 0) {
      throw new ModelException(
          "The ONNX output " + name + " answers " + size + " numbers for " + rows + " rows.");
    }
    double[] entry = new double[(int) (size / rows)];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < entry.length; i++) {
        int at = row * entry.length + i;
        entry[i] = floats != null ? floats.get(at) : doubles == null ? Double.NaN : doubles.get(at);
      }
      outputs.keep(entry, first + row, out, (first + row) * outputs.kept());
    }
  }

  private void readMaps(OnnxSequence sequence, int rows, int first, double[] out)
      throws OrtException {
    List<? extends OnnxValue> maps = sequence.getValue();
    if (maps.size() != rows) {
      throw new ModelException(
          "The ONNX output " + name + " answers " + maps.size() + " maps for " + rows + " rows.");
    }
    for (int row = 0; row < rows; row++) {
      if (!(maps.get(row) instanceof OnnxMap map)) {
        throw new ModelException("The ONNX output " + name + " is no sequence of maps.");
      }
      outputs.keep(entry(map), first + row, out, (first + row) * outputs.kept());
    }
    for (OnnxValue map : maps) {
      map.close();
    }
  }

  private double[] entry(OnnxMap map) throws OrtException {
    Map<String, Object> scores = new TreeMap<>();
    map.getValue().forEach((label, score) -> scores.put(String.valueOf(label), score));
    List<String> order = labels.size() == scores.size() ? labels : List.copyOf(scores.keySet());
    return order.stream()
        .mapToDouble(
            label -> scores.get(label) instanceof Number number ? number.doubleValue() : Double.NaN)
        .toArray();
  }
}
