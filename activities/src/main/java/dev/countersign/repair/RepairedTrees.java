package dev.countersign.repair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.gates.Intersections;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a repair into a model of boosted trees that learnt from repaired rows: the new model takes
 * rows as they are, with the columns of the protected attributes beside the features, and answers
 * what the old one answers to the repaired row. A repair never falls, so {@code repaired < t} is
 * {@code value < s} for some s of each group; every tree asks for the group first, and goes on with
 * that group's bounds. Rows in no group that was repaired are asked by the old bounds.
 */
public final class RepairedTrees {
  private final Repair repair;
  private final List<String> names;
  private final GroupTests.Node questions;
  private final int features;

  private RepairedTrees(Repair repair, List<String> names, GroupTests tests) {
    this.repair = repair;
    this.features = names.size();
    this.names = new ArrayList<>(names);
    tests.inputs().stream().filter(name -> !names.contains(name)).forEach(this.names::add);
    this.questions = tests.root();
  }

  /**
   * Rewrites a model.
   *
   * @param json an XGBoost model as JSON, numeric splits only
   * @param groups by group of the repair, the values of its attributes in their order
   * @return an XGBoost model as JSON
   */
  public static byte[] write(byte[] json, Repair repair, Map<String, List<String>> groups) {
    try {
      JsonNode model = Json.mapper().readTree(json);
      ObjectNode learner = (ObjectNode) model.path("learner");
      List<String> names = new ArrayList<>();
      learner.path("feature_names").forEach(name -> names.add(name.asText()));
      RepairedTrees writer =
          new RepairedTrees(
              repair, names, GroupTests.of(repair.attributes(), List.copyOf(groups.values())));
      writer.rewrite(learner);
      return Json.mapper().writeValueAsBytes(model);
    } catch (IOException e) {
      throw new UncheckedIOException("XGBoost's own JSON can't be read", e);
    }
  }

  private void rewrite(ObjectNode learner) {
    ArrayNode written = learner.putArray("feature_names");
    names.forEach(written::add);
    String count = String.valueOf(names.size());
    ((ObjectNode) learner.path("learner_model_param")).put("num_feature", count);
    JsonNode trees = learner.path("gradient_booster").path("model").path("trees");
    for (JsonNode tree : trees) {
      OldTree old = new OldTree(tree);
      NewTree grown = new NewTree();
      ask(questions, -1, 1, old, grown);
      grown.write((ObjectNode) tree, count);
    }
  }

  /**
   * Appends the questions of the group, and under each answer a copy of the old tree.
   *
   * @param share of the rows that come here
   */
  private void ask(GroupTests.Node node, int parent, double share, OldTree old, NewTree grown) {
    switch (node) {
      case GroupTests.Answer(List<String> group) ->
          copy(old, 0, Intersections.name(group), parent, grown, share);
      case GroupTests.Question(
              String input,
              float bound,
              GroupTests.Node under,
              GroupTests.Node other) -> {
        double left = share(under);
        double part = share * left / (left + share(other));
        int own = grown.split(parent, names.indexOf(input), bound, share * old.cover(0), 0);
        grown.left(own);
        ask(under, own, part, old, grown);
        grown.right(own);
        ask(other, own, share - part, old, grown);
      }
    }
  }

  /** How many of the training rows answer so; those in no group are taken for few, not for none. */
  private double share(GroupTests.Node node) {
    return switch (node) {
      case GroupTests.Answer(List<String> group) ->
          Math.max(1e-3, repair.shares().getOrDefault(Intersections.name(group), 0.0));
      case GroupTests.Question question -> share(question.under()) + share(question.other());
    };
  }

  private void copy(OldTree old, int node, String group, int parent, NewTree grown, double share) {
    double cover = share * old.cover(node);
    if (old.isLeaf(node)) {
      grown.leaf(parent, old.condition(node), cover);
      return;
    }
    int input = old.input(node);
    float bound = old.condition(node);
    Steps steps =
        input < features
            ? repair.columns().getOrDefault(names.get(input), Map.of()).get(group)
            : null;
    int own =
        grown.split(
            parent,
            input,
            steps == null ? bound : steps.reaches(bound),
            cover,
            old.defaultsLeft(node));
    grown.left(own);
    copy(old, old.left(node), group, own, grown, share);
    grown.right(own);
    copy(old, old.right(node), group, own, grown, share);
  }
}
