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

/**
 * Where an ONNX model's probabilities come out: a tensor with one column a class, a tensor with the
 * probability of class 1 alone, or one map a row (ZipMap).
 *
 * @param name the output
 * @param favourableIndex the favourable class
 * @param labels class labels in order, as far as the file states them
 */
record OnnxOutput(String name, int favourableIndex, List<String> labels) {

  static OnnxOutput of(Collection<NodeInfo> outputs, int favourableIndex, List<String> labels) {
    if (favourableIndex < 0) {
      throw new ModelException("favourableIndex is " + favourableIndex + ", but counts from 0.");
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
    return new OnnxOutput(chosen.getFirst().getName(), favourableIndex, labels);
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
   * Reads the favourable class's probability of each row.
   *
   * @param rows rows that were asked for
   * @param first number of the first of them, for errors
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
    int classes = (int) (size / rows);
    int column = column(classes);
    for (int row = 0; row < rows; row++) {
      int at = row * classes + column;
      double answer =
          floats != null ? floats.get(at) : doubles == null ? Double.NaN : doubles.get(at);
      double probability = Probabilities.checked(answer, first + row);
      out[first + row] = classes == 1 && favourableIndex == 0 ? 1 - probability : probability;
    }
  }

  private int column(int classes) {
    if (classes == 1 && favourableIndex <= 1) {
      return 0;
    }
    if (favourableIndex >= classes) {
      throw new ModelException(
          "favourableIndex is "
              + favourableIndex
              + ", but the model has "
              + classes
              + " classes, counted from 0. Correct model.favourableIndex.");
    }
    return favourableIndex;
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
      Map<?, ?> scores = map.getValue();
      List<String> order =
          labels.size() == scores.size()
              ? labels
              : scores.keySet().stream().map(String::valueOf).sorted().toList();
      String label = order.get(column(order.size()));
      Object answer =
          scores.entrySet().stream()
              .filter(e -> String.valueOf(e.getKey()).equals(label))
              .<Object>map(Map.Entry::getValue)
              .findFirst()
              .orElse(Double.NaN);
      double number = answer instanceof Number n ? n.doubleValue() : Double.NaN;
      out[first + row] = Probabilities.checked(number, first + row);
    }
    for (OnnxValue map : maps) {
      map.close();
    }
  }
}
