package dev.countersign.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The attributes of one ONNX operator, of the sizes they should have. */
final class OnnxAttributes {
  private final String operator;
  private final Map<String, AttributeProto> attributes = new HashMap<>();

  OnnxAttributes(NodeProto node) {
    this.operator = node.getOpType();
    node.getAttributeList().forEach(a -> attributes.put(a.getName(), a));
  }

  boolean has(String name) {
    return attributes.containsKey(name) || attributes.containsKey(name + "_as_tensor");
  }

  /** Whether numbers are given with 64 bits. */
  boolean isWide(String name) {
    AttributeProto tensor = attributes.get(name + "_as_tensor");
    return tensor != null && tensor.getT().getDataType() == TensorProto.DataType.DOUBLE.getNumber();
  }

  String text(String name, String otherwise) {
    AttributeProto attribute = attributes.get(name);
    return attribute == null ? otherwise : attribute.getS().toStringUtf8();
  }

  List<String> texts(String name, int size) {
    return sized(name, required(name).getStringsList(), required(name).getStringsCount(), size)
        .stream()
        .map(s -> s.toStringUtf8())
        .toList();
  }

  /** Whole numbers; a {@code size} below 0 means any. */
  long[] integers(String name, int size) {
    List<Long> found = required(name).getIntsList();
    return sized(name, found, found.size(), size).stream().mapToLong(Long::longValue).toArray();
  }

  /** Numbers from a list or a tensor; a {@code size} below 0 means any. */
  double[] numbers(String name, int size) {
    AttributeProto tensor = attributes.get(name + "_as_tensor");
    double[] found =
        tensor != null
            ? numbers(tensor.getT())
            : required(name).getFloatsList().stream().mapToDouble(Float::doubleValue).toArray();
    return sized(name, found, found.length, size);
  }

  /** How many texts or whole numbers a list has; 0 where there is none. */
  int count(String name) {
    AttributeProto attribute = attributes.get(name);
    return attribute == null ? 0 : attribute.getIntsCount() + attribute.getStringsCount();
  }

  private static double[] numbers(TensorProto tensor) {
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean wide = tensor.getDataType() == TensorProto.DataType.DOUBLE.getNumber();
    if (!raw.hasRemaining()) {
      return wide
          ? tensor.getDoubleDataList().stream().mapToDouble(Double::doubleValue).toArray()
          : tensor.getFloatDataList().stream().mapToDouble(Float::doubleValue).toArray();
    }
    double[] out = new double[raw.remaining() / (wide ? Double.BYTES : Float.BYTES)];
    for (int i = 0; i < out.length; i++) {
      out[i] = wide ? raw.getDouble() : raw.getFloat();
    }
    return out;
  }

  private AttributeProto required(String name) {
    AttributeProto attribute = attributes.get(name);
    if (attribute == null) {
      throw refused("lacks " + name);
    }
    return attribute;
  }

  private <T> T sized(String name, T list, int found, int expected) {
    if (expected >= 0 && found != expected) {
      throw refused("has " + found + " entries of " + name + ", not " + expected);
    }
    return list;
  }

  /** Says what is wrong with this operator. */
  ModelException refused(String what) {
    return new ModelException(
        "The ONNX operator " + operator + " " + what + ". Export the model again.");
  }
}
