package dev.countersign.manifest;

import static dev.countersign.manifest.Mistake.complete;
import static dev.countersign.manifest.Mistake.minimal;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Keys, types, forms and ranges: what one place of the text gets wrong by itself. */
class FormMistakesTest {

  @TestFactory
  List<DynamicTest> keys() {
    return Mistake.tests(
        complete(
            "a misspelt key is suggested, and its content read as if it were right",
            "  protected:",
            "  §protectd:",
            "data.protectd",
            "unknown key",
            "Write 'protected'"),
        complete(
            "a key in another style of spelling is suggested",
            "  outOfScope: [",
            "  §out-of-scope: [",
            "intendedUse.out-of-scope",
            "unknown key",
            "Write 'outOfScope'"),
        minimal(
            "a key like no other gets the list of keys",
            "  source: mail.csv",
            "  source: mail.csv\n  §zebra: 1",
            "data.zebra",
            "unknown key",
            "Known here: source, split, id, label"),
        minimal(
            "a missing key says what belongs there",
            "  label: {column: spam, favourable: no, provenance: outcome}",
            "  §label: {column: spam, favourable: no}",
            "data.label.provenance",
            "is missing",
            "Add provenance: one of outcome, human-decision, proxy"),
        minimal(
            "a missing section is named where the document starts",
            "apiVersion: countersign.dev/v1\nkind: ModelRelease\nmetadata:",
            "§apiVersion: countersign.dev/v1\nkind: ModelRelease\n# metadata:",
            "metadata",
            "is missing",
            "Add metadata: a mapping with model, version"),
        minimal(
            "a key without a value is no default",
            "kind: ModelRelease",
            "kind: ModelRelease\n§risk:",
            "risk",
            "has no value",
            "leave the key out"),
        minimal(
            "a key written twice is refused",
            "  source: mail.csv",
            "  source: mail.csv\n  §source: other.csv",
            "source",
            "a second time; the first is on line 6",
            "Keep one"),
        minimal(
            "another version of the format is refused",
            "apiVersion: countersign.dev/v1",
            "§apiVersion: countersign.dev/v2",
            "apiVersion",
            "must be countersign.dev/v1",
            "Write apiVersion: countersign.dev/v1"),
        minimal(
            "another kind of document is refused",
            "kind: ModelRelease",
            "§kind: Deployment",
            "kind",
            "must be ModelRelease",
            "Write kind: ModelRelease"));
  }

  @TestFactory
  List<DynamicTest> types() {
    return Mistake.tests(
        complete(
            "a text is no number",
            "rounds: 50",
            "rounds: §many",
            "training.xgboost.rounds",
            "a whole number from 1 to 10000 but is the text 'many'",
            "Write a whole number"),
        complete(
            "a number in quotes is a text",
            "rounds: 50",
            "rounds: §\"50\"",
            "training.xgboost.rounds",
            "the text '50'",
            "Write it without quotes: 50"),
        complete(
            "a fraction is no whole number",
            "maxDepth: 4",
            "maxDepth: §4.5",
            "training.xgboost.maxDepth",
            "the number '4.5'",
            "Write a whole number"),
        complete(
            "infinity is no number",
            "learningRate: 0.1",
            "learningRate: §.inf",
            "training.xgboost.learningRate",
            "must be a number",
            "Write a number"),
        minimal(
            "a single value is no list",
            "trainedBy: [ada@x]",
            "trainedBy: §ada@x",
            "metadata.trainedBy",
            "must be a list",
            "Write it as a list: [ada@x]"),
        minimal(
            "a list is no text",
            "  source: mail.csv",
            "  §source: [a.csv, b.csv]",
            "data.source",
            "must be a text but is a list",
            "Write a text"),
        minimal(
            "a text is no mapping",
            "  label: {column: spam, favourable: no, provenance: outcome}",
            "  §label: spam",
            "data.label",
            "must be a mapping with column, favourable, provenance",
            "Write a mapping"),
        minimal(
            "a blank text is none",
            "owner: mail",
            "owner: §\" \"",
            "metadata.owner",
            "must be a text",
            "Write a text"),
        minimal(
            "a list that needs an entry is not empty",
            "trainedBy: [ada@x]",
            "trainedBy: §[]",
            "metadata.trainedBy",
            "empty list",
            "at least one"));
  }

  @TestFactory
  List<DynamicTest> forms() {
    return Mistake.tests(
        minimal(
            "a version that looks like a number is quoted",
            "version: v1",
            "version: §1.10",
            "metadata.version",
            "but is the number '1.10'",
            "Put it in quotes: \"1.10\""),
        minimal(
            "a version that looks like a boolean is quoted",
            "version: v1",
            "version: §true",
            "metadata.version",
            "but is the boolean true",
            "Put it in quotes: \"true\""),
        minimal(
            "a name has no slash",
            "model: spam",
            "model: §../spam",
            "metadata.model",
            "letters, digits, dots",
            "Write a name"),
        minimal(
            "a person has no spaces",
            "submittedBy: ci@x",
            "submittedBy: §Ada Lovelace",
            "metadata.submittedBy",
            "an identity without spaces",
            "ada@lending.example"),
        minimal(
            "an unknown use case gets the nearest",
            "useCase: spam-filter",
            "useCase: §spamfilters",
            "intendedUse.useCase",
            "the text 'spamfilters'",
            "The nearest is spam-filter"),
        complete(
            "an unknown value gets the nearest",
            "provenance: human-decision",
            "provenance: §human",
            "data.label.provenance",
            "one of outcome, human-decision, proxy",
            "The nearest is"),
        complete(
            "a band states its boundary",
            "[\"<=25\", \"26..60\", \">60\"]",
            "[\"<=25\", §\"26-60\", \">60\"]",
            "data.protected[1].bands[1]",
            "a range such as",
            "26..40"),
        complete(
            "a length of time has a unit",
            "bake: 30m",
            "bake: §30",
            "rollout.steps[0].bake",
            "a length of time such as 2s, 30m",
            "Write a length of time"),
        complete(
            "no time is no length of time",
            "due: 90d",
            "due: §0d",
            "monitoring.obligations[0].due",
            "a length of time",
            "Write a length of time"),
        complete(
            "a point in time has a zone",
            "until: 2027-01-02T00:00:00+01:00",
            "until: §2027-01-02T00:00:00",
            "rollout.freeze[0].until",
            "with its zone",
            "Z"),
        complete(
            "a day that does not exist is refused",
            "until: 2027-01-02T00:00:00+01:00",
            "until: §2027-02-30T00:00:00Z",
            "rollout.freeze[0].until",
            "no day or time there is",
            "Correct it"));
  }

  @TestFactory
  List<DynamicTest> ranges() {
    return Mistake.tests(
        complete(
            "a number beyond its range is refused",
            "rounds: 50",
            "rounds: §10001",
            "training.xgboost.rounds",
            "from 1 to 10000",
            "Write"),
        complete(
            "a fraction of everything leaves nothing",
            "evaluation: 0.3",
            "evaluation: §1",
            "data.split.evaluation",
            "above 0 and below 1",
            "Write"),
        complete(
            "a weight is a percentage",
            "weight: 12.5",
            "weight: §120",
            "rollout.steps[1].weight",
            "from 0 to 100",
            "Write"),
        complete(
            "a number no computer holds is refused",
            "seed: 7",
            "seed: §99999999999999999999",
            "data.split.seed",
            "a whole number",
            "Write a whole number"));
  }
}
