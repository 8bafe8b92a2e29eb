package dev.countersign.model;

import dev.countersign.data.Frame;
import dev.countersign.fixture.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** German credit, models of it and what other people's libraries say about them. */
public record German(Path root) {

  /** The files, where they are; otherwise says what is left out. */
  public static Optional<German> find(String without) {
    Optional<Path> folder = SharedFiles.find("models/german");
    if (folder.isEmpty()) {
      System.out.println("left out: " + without);
    }
    return folder.map(path -> new German(path.resolve("../..").normalize()));
  }

  public Path model(String name) {
    return root.resolve("models/german").resolve(name);
  }

  /** Encoded features, row by row as in the raw file. */
  public Frame encoded() {
    return csv(model("features.csv"), name -> true);
  }

  /** Raw columns. */
  public Frame raw() {
    return csv(root.resolve("data/german_credit.csv"), name -> true);
  }

  /** What other libraries predict for the test rows, by column. */
  public Frame predictions() {
    return csv(model("predictions-test.csv"), name -> true);
  }

  /** The models' inputs in order. */
  public List<String> features() {
    List<String> columns = csv(model("shap-xgboost-margin.csv"), name -> true).names();
    return columns.subList(0, 61);
  }

  /** Raw columns that a pipeline may see. */
  public List<String> rawFeatures() {
    return raw().names().stream()
        .filter(n -> !List.of("application_id", "credit_risk", "sex").contains(n))
        .toList();
  }

  /** Reads a CSV file without quotes; a column of numbers alone is numeric. */
  public static Frame csv(Path file, Predicate<String> wanted) {
    try {
      List<String> lines = Files.readAllLines(file);
      String[] header = lines.getFirst().split(",", -1);
      List<String[]> rows = lines.stream().skip(1).map(l -> l.split(",", -1)).toList();
      Map<String, Frame.Column> columns = new LinkedHashMap<>();
      for (int c = 0; c < header.length; c++) {
        int column = c;
        if (wanted.test(header[c])) {
          String[] cells = rows.stream().map(r -> r[column]).toArray(String[]::new);
          columns.put(header[c].isEmpty() ? "base" : header[c], column(cells));
        }
      }
      return new Frame(columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Frame.Column column(String[] cells) {
    try {
      return new Frame.Numbers(
          Arrays.stream(cells)
              .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
              .toArray());
    } catch (NumberFormatException texts) {
      return new Frame.Texts(
          Arrays.stream(cells).map(cell -> cell.isEmpty() ? null : cell).toArray(String[]::new));
    }
  }

  /** Row numbers of a file's column as indices. */
  public static int[] rows(Frame frame) {
    return Arrays.stream(frame.numbers("row")).mapToInt(row -> (int) row).toArray();
  }
}
