package dev.countersign.model;

import dev.countersign.manifest.Band;
import dev.countersign.manifest.DataSpec.Label;
import java.util.List;
import java.util.Objects;

/** What a model's outputs mean, and so how its answers are to be read. */
public sealed interface Outputs {
  /** What 32-bit probabilities of one row may be off 1 together. */
  double OFF_ONE = 1e-3;

  /**
   * As a manifest says.
   *
   * @param label with its task, and the classes where there are several
   * @param favourableIndex of a model of two classes, which is the favourable one
   */
  static Outputs of(Label label, int favourableIndex) {
    return switch (label.taskOrDefault()) {
      case CLASSIFICATION -> new TwoClasses(favourableIndex);
      case MULTI_CLASS ->
          new Classes(
              Objects.requireNonNull(label.classes(), "asked for at intake"), label.favourable());
      case REGRESSION -> new Amount(Band.parse(label.favourable()));
    };
  }

  /** Numbers kept of a row's answer, at least 1. */
  int kept();

  /**
   * Keeps a row's answer.
   *
   * @param entry what the model said, in its order
   * @param row number of the row, for errors
   * @param out where {@link #kept()} numbers go
   * @param at where the first of them goes
   * @throws ModelException if it is no such answer; it names the row
   */
  void keep(double[] entry, int row, double[] out, int at);

  /** What was kept of all rows, one after another, as answers. */
  Answers answers(double[] kept);

  /**
   * Favourable or not.
   *
   * @param favourableIndex which class is the favourable one, from 0
   */
  record TwoClasses(int favourableIndex) implements Outputs {
    public TwoClasses {
      if (favourableIndex < 0) {
        throw new ModelException("favourableIndex is " + favourableIndex + ", but counts from 0.");
      }
    }

    @Override
    public int kept() {
      return 1;
    }

    /** One number is the probability of class 1, several are one a class. */
    @Override
    public void keep(double[] entry, int row, double[] out, int at) {
      int classes = Math.max(2, entry.length);
      if (favourableIndex >= classes) {
        throw new ModelException(
            "favourableIndex is "
                + favourableIndex
                + ", but the model has "
                + classes
                + " classes, counted from 0. Correct model.favourableIndex.");
      }
      double found = Probabilities.checked(entry[entry.length == 1 ? 0 : favourableIndex], row);
      out[at] = entry.length == 1 && favourableIndex == 0 ? 1 - found : found;
    }

    @Override
    public Answers answers(double[] kept) {
      return new Answers.Probabilities(kept);
    }
  }

  /**
   * One of several classes.
   *
   * @param names in the order of the model's outputs
   * @param favourable one of them
   */
  record Classes(List<String> names, String favourable) implements Outputs {
    public Classes {
      names = List.copyOf(names);
      if (!names.contains(favourable)) {
        throw new IllegalArgumentException(favourable + " is none of " + names);
      }
    }

    @Override
    public int kept() {
      return names.size();
    }

    @Override
    public void keep(double[] entry, int row, double[] out, int at) {
      if (entry.length != names.size()) {
        throw unlike(entry.length);
      }
      double sum = 0;
      for (int c = 0; c < entry.length; c++) {
        out[at + c] = Probabilities.checked(entry[c], row);
        sum += out[at + c];
      }
      if (Math.abs(sum - 1) > OFF_ONE) {
        throw new ModelException(
            "The model's answers for row "
                + row
                + " (counted from 0) add up to "
                + sum
                + ", and probabilities of classes to 1. Export it with probabilities as its"
                + " output.");
      }
    }

    /** A model of another number of classes. */
    ModelException unlike(int outputs) {
      return new ModelException(
          "The model answers "
              + outputs
              + (outputs == 1 ? " number" : " numbers")
              + " a row, but data.label.classes names "
              + names.size()
              + " classes: "
              + names
              + ". Name every class of the model in its order, or bring a model of these classes.");
    }

    @Override
    public Answers answers(double[] kept) {
      return new Answers.Classes(names, names.indexOf(favourable), kept);
    }
  }

  /**
   * A number.
   *
   * @param favourable which numbers are favourable
   */
  record Amount(Band favourable) implements Outputs {
    @Override
    public int kept() {
      return 1;
    }

    @Override
    public void keep(double[] entry, int row, double[] out, int at) {
      if (entry.length != 1) {
        throw new ModelException(
            "The model answers "
                + entry.length
                + " numbers a row, but data.label.task is regression: bring a model that predicts"
                + " one number.");
      }
      if (!Double.isFinite(entry[0])) {
        throw new ModelException(
            "The model answers "
                + entry[0]
                + " for row "
                + row
                + " (counted from 0), which is no number. Look at that row's inputs.");
      }
      out[at] = entry[0];
    }

    @Override
    public Answers answers(double[] kept) {
      return new Answers.Amounts(kept, favourable);
    }
  }
}
