package dev.countersign.manifest;

import static dev.countersign.manifest.Mistake.complete;
import static dev.countersign.manifest.Mistake.minimal;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Use, people and data: what crosses keys. */
class RuleMistakesTest {

  @TestFactory
  List<DynamicTest> use() {
    return Mistake.tests(
        complete(
            "risk may not be lower than the use case implies",
            "risk: high",
            "§risk: limited",
            "risk",
            "limited is lower than creditworthiness implies",
            "Write high (Annex III, point 5(b)"),
        complete(
            "a prohibited use is refused with its article",
            "useCase: creditworthiness",
            "useCase: §social-scoring",
            "intendedUse.useCase",
            "prohibited by Article 5(1)(c) of Regulation (EU) 2024/1689",
            "can't be released"),
        complete(
            "nothing stands on the tier unacceptable",
            "risk: high",
            "§risk: unacceptable",
            "risk",
            "no release may stand on",
            "minimal, limited or high"),
        minimal(
            "high risk without a protected attribute compares nobody",
            "useCase: spam-filter}\ndata:",
            "useCase: employment}\n§data:",
            "data.protected",
            "no attribute to compare groups by",
            "Add protected"),
        minimal(
            "an empty list of protected attributes compares nobody",
            "useCase: spam-filter}\ndata:",
            "useCase: employment}\ndata:\n  §protected: []",
            "data.protected",
            "no attribute to compare groups by",
            "Add protected"),
        complete(
            "a version does not supersede itself",
            "supersedes: \"1.9\"",
            "supersedes: §\"2.0\"",
            "metadata.supersedes",
            "this very version",
            "the version before"));
  }

  @TestFactory
  List<DynamicTest> people() {
    return Mistake.tests(
        complete(
            "the submitter approves nothing",
            "people: [kim@law.example]",
            "people: [kim@law.example, §ci@bank.example]",
            "approvals[1].people[1]",
            "ci@bank.example submits the release",
            "Name somebody who neither"),
        complete(
            "a trainer approves nothing, however he is spelt",
            "people: [kim@law.example]",
            "people: [§Ada@Bank.example]",
            "approvals[1].people[0]",
            "trained the model",
            "Name somebody who neither"),
        complete(
            "a trainer does not submit",
            "submittedBy: ci@bank.example",
            "submittedBy: §ada@bank.example",
            "metadata.submittedBy",
            "also trained the model",
            "different people"),
        complete(
            "a person is named once a seat",
            "people: [kim@law.example]",
            "people: [kim@law.example, §kim@law.example]",
            "approvals[1].people[1]",
            "twice",
            "Keep one"),
        complete(
            "a seat is named once a board",
            "{seat: legal, people: [kim@law.example]}",
            "{seat: legal, people: [kim@law.example]}\n"
                + "  - {seat: §legal, people: [bo@law.example]}",
            "approvals[2].seat",
            "already",
            "Join the two"));
  }

  @TestFactory
  List<DynamicTest> data() {
    return Mistake.tests(
        minimal(
            "data has a source",
            "data:\n  source: mail.csv",
            "§data:",
            "data.source",
            "is missing",
            "Add source"),
        complete(
            "split sources are the source",
            "source: loans.csv\n"
                + "  split: {evaluation: 0.3, calibration: 0.2, seed: 7, group: household}",
            "§source: loans.csv\n"
                + "  split: {train: a.csv, evaluation: b.csv, calibration: c.csv}",
            "data.source",
            "beside split sources",
            "Keep data.source, or the files"),
        complete(
            "two parts are not the same rows",
            "split: {evaluation: 0.3, calibration: 0.2, seed: 7, group: household}",
            "§split: {column: part, train: a, evaluation: b, calibration: b}",
            "data.split",
            "gives two parts the same rows",
            "their own"),
        complete(
            "some rows are left to train",
            "split: {evaluation: 0.3, calibration: 0.2,",
            "§split: {evaluation: 0.6, calibration: 0.4,",
            "data.split",
            "leaves no row to train",
            "below 1 together"),
        complete(
            "calibration lies before evaluation",
            "split: {evaluation: 0.3, calibration: 0.2, seed: 7, group: household}",
            "§split: {time: day, evaluation: 2026-01-01, calibration: 2026-02-01}",
            "data.split.calibration",
            "does not lie before",
            "earlier time"),
        minimal(
            "a model is not judged on the rows it learnt",
            "\ndata:",
            "\ntraining: {xgboost: {rounds: 5}}\n§data:",
            "data.split",
            "can't be trained and judged on the same rows",
            "Add split"),
        complete(
            "an attribute is defined once",
            "{attribute: sex, column: sex, reference: male, use: training}",
            "{attribute: sex, column: sex, reference: male, use: training}\n"
                + "    - {attribute: §sex, column: gender, reference: m}",
            "data.protected[1].attribute",
            "defined on line",
            "one definition"),
        complete(
            "an attribute is no intersection",
            "{attribute: sex, column: sex,",
            "{attribute: §sex & race, column: sex,",
            "data.protected[0].attribute",
            "joins the attributes of an intersection",
            "without it"),
        complete(
            "the label tells no groups apart",
            "{attribute: sex, column: sex,",
            "{attribute: sex, column: §repaid,",
            "data.protected[0].column",
            "is the label",
            "tells the groups apart"),
        complete(
            "bands do not overlap",
            "[\"<=25\", \"26..60\", \">60\"]",
            "[\"<=30\", §\"26..60\", \">60\"]",
            "data.protected[1].bands[1]",
            "'26..60' and '<=30' overlap",
            "State each boundary once"),
        complete(
            "some number is in a band",
            "[\"<=25\", \"26..60\", \">60\"]",
            "[\"<=25\", \"26..60\", §\"80..70\"]",
            "data.protected[1].bands[2]",
            "no number is in the band '80..70'",
            "smaller number first"),
        complete(
            "the reference is one of the bands",
            "reference: 26..60",
            "reference: §\"25\"",
            "data.protected[1].reference",
            "'25' is not one of the bands <=25, 26..60, >60",
            "exactly as it stands"),
        complete(
            "one band is nothing to compare",
            "bands: [\"<=25\", \"26..60\", \">60\"]",
            "bands: §[\"26..60\"]",
            "data.protected[1].bands",
            "makes one group",
            "Add another band"),
        complete(
            "features are included or excluded",
            "features: {exclude: [sex, age]}",
            "§features: {exclude: [sex, age], include: [income]}",
            "data.features",
            "both include and exclude",
            "Keep include"),
        complete(
            "a protected column is no feature",
            "features: {exclude: [sex, age]}",
            "features: {include: [income, §age]}",
            "data.features.include[1]",
            "'age' is protected",
            "give the attribute use: feature"),
        complete(
            "the label is no feature",
            "features: {exclude: [sex, age]}",
            "features: {include: [§repaid, income]}",
            "data.features.include[0]",
            "'repaid' is the label",
            "Leave it out"),
        complete(
            "nothing is explained by the label itself",
            "conditionOn: [income]",
            "conditionOn: [§repaid]",
            "gates.data-audit.conditionOn[0]",
            "'repaid' is the label and can't be a legitimate feature",
            "Leave it out"),
        complete(
            "what identifies people is no feature",
            "features: {exclude: [sex, age]}",
            "features: {include: [income, §name]}",
            "data.features.include[1]",
            "listed under pii",
            "Leave it out"),
        complete(
            "a column is excluded once",
            "features: {exclude: [sex, age]}",
            "features: {exclude: [sex, age, §sex]}",
            "data.features.exclude[2]",
            "twice",
            "Keep one"));
  }
}
