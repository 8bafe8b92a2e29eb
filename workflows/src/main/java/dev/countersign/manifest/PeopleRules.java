package dev.countersign.manifest;

import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whoever builds does not approve. Identities are compared without regard to letter case. */
final class PeopleRules implements Rule {

  @Override
  public void check(Draft manifest, Problems problems) {
    Map<String, String> builders = new HashMap<>();
    Draft submitter = manifest.at("metadata", "submittedBy");
    for (Draft trainer : manifest.at("metadata", "trainedBy").items()) {
      if (isSame(trainer.text(), submitter.text())) {
        problems.add(
            submitter,
            "also trained the model",
            "Let somebody else, or a CI account, submit it: submitter, trainer and approver are"
                + " different people");
      }
      trainer.text().ifPresent(person -> builders.put(key(person), "trained the model"));
    }
    submitter.text().ifPresent(person -> builders.put(key(person), "submits the release"));
    manifest.at("approvals").items().forEach(seat -> checkSeat(seat, builders, problems));
    checkSeatsOnce(manifest.at("approvals"), problems);
  }

  private static void checkSeat(Draft seat, Map<String, String> builders, Problems problems) {
    Repeats.check(seat.at("people"), "person", problems);
    for (Draft person : seat.at("people").items()) {
      person
          .text()
          .map(name -> builders.get(key(name)))
          .ifPresent(
              did ->
                  problems.add(
                      person,
                      person.text().orElse("") + " " + did + " and can't approve it",
                      "Name somebody who neither trained nor submits it"));
    }
  }

  private static void checkSeatsOnce(Draft approvals, Problems problems) {
    Map<String, Integer> lines = new HashMap<>();
    for (Draft approval : approvals.items()) {
      Optional<String> seat = approval.at("seat").text();
      String board = approval.at("board").as(Board.class).map(Board::name).orElse("");
      seat.map(role -> lines.putIfAbsent(role + "@" + board, approval.line()))
          .ifPresent(
              line ->
                  problems.add(
                      approval.at("seat"),
                      seat.orElse("") + " stands on line " + line + " already",
                      "Join the two, or give each its own board"));
    }
  }

  private static boolean isSame(Optional<String> one, Optional<String> other) {
    return one.isPresent() && one.map(PeopleRules::key).equals(other.map(PeopleRules::key));
  }

  private static String key(String person) {
    return person.toLowerCase(Locale.ROOT);
  }
}
