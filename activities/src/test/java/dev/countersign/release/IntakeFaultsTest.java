package dev.countersign.release;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import dev.countersign.activity.IntakeReport;
import dev.countersign.fixture.Loans;
import dev.countersign.manifest.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input as intake meets it, by the activity the workflow calls: a line, a reason, a way on. */
class IntakeFaultsTest {
  @TempDir Path root;
  @TempDir Path outside;

  @BeforeEach
  void writeData() {
    Loans.write(root, 400, 3);
  }

  private static final String HEAD =
      """
      apiVersion: countersign.dev/v1
      kind: ModelRelease
      metadata: {model: loans, version: "1", owner: lending, submittedBy: ci@bank.example, trainedBy: [ada@bank.example]}
      intendedUse: {decision: d, affected: a, harm: h, useCase: recommendation}
      """;

  private static String data(String source, String label, String attribute) {
    return """
    data:
      source: %s
      split: {evaluation: 0.5, seed: 1}
      id: id
      label: %s
      protected: [%s]
      features: {include: [income, years, purpose]}
    """
        .formatted(source, label, attribute);
  }

  private static final String LABEL = "{column: paid, favourable: \"yes\", provenance: outcome}";
  private static final String SEX = "{attribute: sex, column: sex, reference: m}";
  private static final String TRAINING = "training: {xgboost: {rounds: 5}}\n";
  private static final String GOOD = data("loans.csv", LABEL, SEX);

  private IntakeReport take(String manifest) {
    try (IntakeFixture intake = new IntakeFixture(root, outside, IntakeFixture.NOBODY)) {
      return intake.take(manifest);
    }
  }

  private Problem refused(String manifest, String words) {
    IntakeReport report = take(manifest);
    assertThat(report.release()).isNull();
    Problem problem =
        report.problems().stream()
            .filter(one -> one.message().contains(words))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no «" + words + "» in " + report.problems()));
    assertThat(problem.line()).isPositive();
    assertThat(problem.remedy()).isNotBlank();
    return problem;
  }

  private String bring(String file, String format) {
    return HEAD + GOOD + "model: {uri: %s, format: %s}\n".formatted(file, format);
  }

  @Test
  void whatIsRightIsAccepted() {
    assertThat(take(HEAD + GOOD + TRAINING).problems()).isEmpty();
  }

  @Test
  void aFileThatIsMissing() {
    refused(HEAD + data("none.csv", LABEL, SEX) + TRAINING, "there is no file");
    refused(bring("none.ubj", "xgboost"), "there is no file");
  }

  @Test
  void aColumnThatIsNotThere() {
    Problem problem =
        refused(
            HEAD
                + data("loans.csv", LABEL, "{attribute: sex, column: gender, reference: m}")
                + TRAINING,
            "gender");
    assertThat(problem.line()).isEqualTo(10);
  }

  @Test
  void aLabelWithOneClass() throws IOException {
    Files.writeString(
        root.resolve("one.csv"),
        Files.readString(root.resolve("loans.csv")).replace(",no\n", ",yes\n"));
    refused(HEAD + data("one.csv", LABEL, SEX) + TRAINING, "single class");
  }

  @Test
  void aGroupWithoutRows() {
    refused(
        HEAD + data("loans.csv", LABEL, "{attribute: sex, column: sex, reference: x}") + TRAINING,
        "x");
    refused(
        HEAD
            + data(
                "loans.csv",
                LABEL,
                "{attribute: years, column: years, bands: [\"<=90\", \">90\"], reference: \">90\"}")
            + TRAINING,
        ">90");
  }

  @Test
  void aPathThatLeadsOutOfTheRoots() throws IOException {
    Loans.write(outside, 50, 3);
    String way = root.relativize(outside).resolve("loans.csv").toString();
    Problem problem = refused(HEAD + data(way, LABEL, SEX) + TRAINING, "outside the folders");
    assertThat(problem.message()).contains("--root");
    Files.createSymbolicLink(root.resolve("link.csv"), outside.resolve("loans.csv"));
    refused(HEAD + data("link.csv", LABEL, SEX) + TRAINING, "outside the folders");
    refused(HEAD + data("/etc/passwd", LABEL, SEX) + TRAINING, "outside the folders");
  }

  @Test
  void aModelThatIsCorrupt() throws IOException {
    Files.write(root.resolve("bad.ubj"), new byte[] {'{', 1, 2, 3});
    assertThat(refused(bring("bad.ubj", "xgboost"), "no UBJSON").path()).isEqualTo("model.uri");
    Files.writeString(root.resolve("bad.txt"), "tree\nversion=v4\n");
    refused(bring("bad.txt", "lightgbm"), "LightGBM");
    Files.write(root.resolve("bad.onnx"), new byte[100]);
    refused(bring("bad.onnx", "onnx"), "ONNX");
  }

  /** A model with one input of {@code width} numbers that answers the same for every row. */
  private Path constant(String name, int width, float answer) throws IOException {
    var rows = OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("rows");
    OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName(name);
    graph.addInput(tensor("input", rows, width)).addOutput(tensor("probabilities", rows, 2));
    graph.addInitializer(floats("zeros", List.of((long) width, 2L), new float[2 * width]));
    graph.addInitializer(floats("answer", List.of(2L), new float[] {1 - answer, answer}));
    graph.addNode(node("MatMul", "product", "input", "zeros"));
    graph.addNode(node("Add", "probabilities", "product", "answer"));
    OnnxMl.ModelProto model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build();
    return Files.write(root.resolve(name), model.toByteArray());
  }

  private static OnnxMl.ValueInfoProto tensor(
      String name, OnnxMl.TensorShapeProto.Dimension.Builder rows, int columns) {
    var shape =
        OnnxMl.TensorShapeProto.newBuilder()
            .addDim(rows)
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
    var type = OnnxMl.TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape);
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private static OnnxMl.TensorProto floats(String name, List<Long> shape, float[] values) {
    var bytes =
        java.nio.ByteBuffer.allocate(4 * values.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .setDataType(1)
        .addAllDims(shape)
        .setRawData(ByteString.copyFrom(bytes.array()))
        .build();
  }

  private static OnnxMl.NodeProto node(String type, String output, String... inputs) {
    return OnnxMl.NodeProto.newBuilder()
        .setOpType(type)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private String bringNumbers(String file) {
    return HEAD
        + GOOD.replace("[income, years, purpose]", "[income, years]")
        + "model: {uri: %s, format: onnx}\n".formatted(file);
  }

  @Test
  void aModelOfTheRightShapeIsAcceptedAndOneOfAnotherIsNot() throws IOException {
    constant("right.onnx", 2, 0.7f);
    assertThat(take(bringNumbers("right.onnx")).problems()).isEmpty();
    constant("wide.onnx", 5, 0.7f);
    Problem problem = refused(bringNumbers("wide.onnx"), "5");
    assertThat(problem.path()).isEqualTo("model.uri");
  }

  @Test
  void aModelThatAnswersWhatIsNoProbability() throws IOException {
    constant("nan.onnx", 2, Float.NaN);
    refused(bringNumbers("nan.onnx"), "The model answers NaN for row 0");
    constant("seven.onnx", 2, 7);
    refused(bringNumbers("seven.onnx"), "no probability in [0, 1]");
  }

  @Test
  void aManifestOfTenMegabytesOrTenThousandAliases() {
    IntakeReport large = take("x: " + "a".repeat(10_000_000));
    assertThat(large.problems()).first().asString().contains("larger than 1 MB");
    IntakeReport aliases = take("a: &a [1]\nb:\n" + "- *a\n".repeat(10_000));
    assertThat(aliases.problems()).first().asString().contains("more than 100 aliases");
  }
}
