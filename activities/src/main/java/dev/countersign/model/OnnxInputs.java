package dev.countersign.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.countersign.data.Frame;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How rows become the tensors an ONNX model takes. */
sealed interface OnnxInputs {

  /** The columns read, in the model's order. */
  List<String> columns();

  /** How many rows the model takes at once; 0 when it takes any number. */
  int batch();

  /** Tensors by input name, for rows {@code from} to {@code to} (exclusive). The caller closes. */
  List<Named> tensors(OrtEnvironment environment, Frame rows, int from, int to) throws OrtException;

  /** A tensor and the input it is for. */
  record Named(String input, OnnxTensor tensor) {}

  /**
   * Decides how a model is fed: one named input a column, or one table of numbers in the order
   * given.
   *
   * @param infos the model's inputs
   * @param order the columns a model may see, in the order it is to see them
   * @throws ModelException if neither fits
   */
  static OnnxInputs of(Collection<NodeInfo> infos, List<String> order) {
    List<Port> ports = infos.stream().map(Port::of).toList();
    if (ports.isEmpty()) {
      throw new ModelException("The ONNX model takes no inputs. Export it again.");
    }
    Port first = ports.getFirst();
    if (ports.size() == 1 && (first.width() != 1 || !order.contains(first.name()))) {
      return Table.of(first, order);
    }
    List<String> missing =
        ports.stream().map(Port::name).filter(name -> !order.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new ModelException(
          "The ONNX model has inputs named "
              + String.join(", ", missing)
              + ", but these are no features of this release. Add the columns to the data, or allow"
              + " them under data.features.");
    }
    for (Port port : ports) {
      if (port.width() != 1) {
        throw new ModelException(
            "The ONNX input "
                + port.name()
                + " takes "
                + port.width()
                + " columns. Export either one input for all features, or one for each column.");
      }
    }
    return new PerColumn(ports);
  }

  /**
   * An input of a model.
   *
   * @param rank 1 or 2
   * @param batch rows at once, 0 for any number
   * @param width columns, 0 for any number
   */
  record Port(String name, OnnxJavaType type, int rank, int batch, int width) {
    static Port of(NodeInfo info) {
      if (!(info.getInfo() instanceof TensorInfo tensor)) {
        throw new ModelException(
            "The ONNX input " + info.getName() + " is no tensor. Export tensors as inputs.");
      }
      long[] shape = tensor.getShape();
      if (shape.length != 1 && shape.length != 2) {
        throw new ModelException(
            "The ONNX input "
                + info.getName()
                + " has "
                + shape.length
                + " dimensions; rows of a table have 1 or 2.");
      }
      return new Port(
          info.getName(),
          tensor.type,
          shape.length,
          size(shape[0]),
          shape.length == 1 ? 1 : size(shape[1]));
    }

    private static int size(long dimension) {
      return dimension <= 0 || dimension > Integer.MAX_VALUE ? 0 : (int) dimension;
    }

    private long[] shape(int rows, int columns) {
      return rank == 1 ? new long[] {rows} : new long[] {rows, columns};
    }

    OnnxTensor numbers(OrtEnvironment environment, double[] values, int rows, int columns)
        throws OrtException {
      long[] shape = shape(rows, columns);
      return switch (type) {
        case FLOAT -> {
          FloatBuffer buffer = FloatBuffer.allocate(values.length);
          for (double value : values) {
            buffer.put((float) value);
          }
          yield OnnxTensor.createTensor(environment, buffer.flip(), shape);
        }
        case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(values), shape);
        case INT64 -> {
          LongBuffer buffer = LongBuffer.allocate(values.length);
          for (int i = 0; i < values.length; i++) {
            buffer.put(whole(values[i], i / columns));
          }
          yield OnnxTensor.createTensor(environment, buffer.flip(), shape);
        }
        case BOOL -> {
          ByteBuffer buffer = ByteBuffer.allocate(values.length);
          for (int i = 0; i < values.length; i++) {
            buffer.put((byte) (whole(values[i], i / columns) == 0 ? 0 : 1));
          }
          yield OnnxTensor.createTensor(environment, buffer.flip(), shape, OnnxJavaType.BOOL);
        }
        case STRING, INT8, UINT8, INT16, INT32, FLOAT16, BFLOAT16, UNKNOWN ->
            throw new ModelException(
                "The ONNX input "
                    + name
                    + " takes "
                    + type
                    + ", which columns of a table are not turned into. Export it with float, double,"
                    + " int64, bool or string inputs.");
      };
    }

    private long whole(double value, int row) {
      if (value != (long) value) {
        throw new ModelException(
            "The ONNX input "
                + name
                + " takes whole numbers, but a row holds "
                + value
                + " (row "
                + row
                + " of its block). Clean the column or export the input as float.");
      }
      return (long) value;
    }
  }

  /** One input for all features, in order. */
  record Table(Port port, InputColumns inputs) implements OnnxInputs {
    static Table of(Port port, List<String> order) {
      int width = port.width() == 0 ? order.size() : port.width();
      if (port.type() == OnnxJavaType.STRING) {
        throw new ModelException(
            "The ONNX input "
                + port.name()
                + " takes a table of texts. Export one input for each column.");
      }
      return new Table(port, InputColumns.match(NamedTrees.byPosition(width), false, order));
    }

    @Override
    public List<String> columns() {
      return inputs.columns();
    }

    @Override
    public int batch() {
      return port.batch();
    }

    @Override
    public List<Named> tensors(OrtEnvironment environment, Frame rows, int from, int to)
        throws OrtException {
      double[] matrix = inputs.matrix(rows, from, to, false);
      return List.of(
          new Named(
              port.name(), port.numbers(environment, matrix, to - from, inputs.sources().size())));
    }
  }

  /** One input a column, matched by name. A missing text is the empty text. */
  record PerColumn(List<Port> ports) implements OnnxInputs {
    @Override
    public List<String> columns() {
      return ports.stream().map(Port::name).toList();
    }

    @Override
    public int batch() {
      return ports.stream().mapToInt(Port::batch).max().orElse(0);
    }

    @Override
    public List<Named> tensors(OrtEnvironment environment, Frame rows, int from, int to)
        throws OrtException {
      List<Named> out = new ArrayList<>();
      for (Port port : ports) {
        Frame.Column column = InputColumns.column(rows, port.name());
        OnnxTensor tensor =
            port.type() == OnnxJavaType.STRING
                ? OnnxTensor.createTensor(
                    environment, texts(column, from, to), port.shape(to - from, 1))
                : port.numbers(environment, numbers(port, column, from, to), to - from, 1);
        out.add(new Named(port.name(), tensor));
      }
      return out;
    }

    private static String[] texts(Frame.Column column, int from, int to) {
      String[] out = new String[to - from];
      for (int row = from; row < to; row++) {
        @Nullable String text = InputColumns.text(column, row);
        out[row - from] = text == null ? "" : text;
      }
      return out;
    }

    private static double[] numbers(Port port, Frame.Column column, int from, int to) {
      if (!(column instanceof Frame.Numbers(double[] values))) {
        throw new ModelException(
            "The model needs numbers in column "
                + port.name()
                + ", which holds texts. Encode it as the model was trained.");
      }
      return java.util.Arrays.copyOfRange(values, from, to);
    }
  }
}
