package dev.countersign.report;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.Problem;
import dev.countersign.workflow.StageView;
import dev.countersign.workflow.StageView.Status;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A release as JUnit XML: a suite for each stage, a test case for each check with a bar, and one
 * for the stage itself. FAIL is a failure, INCONCLUSIVE an error, what was not reached is skipped,
 * and a warning passes with its words as output.
 */
public final class JUnitReport {
  private final XMLStreamWriter xml;
  private final ReleaseReport report;

  private JUnitReport(XMLStreamWriter xml, ReleaseReport report) {
    this.xml = xml;
    this.report = report;
  }

  /** The XML document. */
  public static String of(ReleaseReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      new JUnitReport(xml, report).write();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML to a string can't fail", e);
    }
    return text.toString();
  }

  private void write() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    attribute("name", "release " + report.name());
    if (report.view() != null) {
      for (StageView stage : report.view().stages()) {
        writeStage(stage);
      }
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void writeStage(StageView stage) throws XMLStreamException {
    GateResult result = report.results().get(stage.stage());
    List<Check> checks =
        result == null
            ? List.of()
            : result.checks().stream().filter(check -> check.verdict() != null).toList();
    xml.writeStartElement("testsuite");
    attribute("name", stage.stage().id());
    attribute("tests", Integer.toString(checks.size() + 1));
    for (Check check : checks) {
      writeCheck(stage, check);
    }
    writeStageItself(stage);
    xml.writeEndElement();
  }

  private void writeCheck(StageView stage, Check check) throws XMLStreamException {
    start(stage, (check.check() + " " + CheckWords.whom(check)).strip(), Duration.ZERO);
    switch (Objects.requireNonNull(check.verdict())) {
      case PASS -> {}
      case WARN -> text("system-out", Verdict.WARN + ": " + CheckWords.sentence(check));
      case INCONCLUSIVE -> problem("error", "INCONCLUSIVE", CheckWords.sentence(check));
      case FAIL -> {
        if (goesOn(stage)) {
          text("system-out", "FAIL, answered for: " + CheckWords.sentence(check));
        } else {
          problem("failure", "FAIL", CheckWords.sentence(check));
        }
      }
    }
    xml.writeEndElement();
  }

  /** What failed and was mitigated or waived is no failure of the build. */
  private static boolean goesOn(StageView stage) {
    return stage.status() == Status.PASSED || stage.status() == Status.WARNED;
  }

  private void writeStageItself(StageView stage) throws XMLStreamException {
    start(stage, stage.stage().id(), StageWords.took(stage).orElse(Duration.ZERO));
    String headline = Objects.requireNonNullElse(stage.headline(), StageWords.of(stage.status()));
    switch (stage.status()) {
      case PASSED -> text("system-out", headline);
      case WARNED -> text("system-out", Verdict.WARN + ": " + headline);
      case SKIPPED -> skipped(headline);
      case TO_COME -> skipped("not reached");
      case RUNNING, WAITING, HELD -> problem("error", StageWords.of(stage.status()), headline);
      case FAILED, REFUSED, EXPIRED, ABORTED -> {
        for (Problem wrong : report.problems()) {
          problem("failure", wrong.path(), wrong.toString());
        }
        if (report.problems().isEmpty()) {
          problem("failure", StageWords.of(stage.status()), headline);
        }
      }
    }
    xml.writeEndElement();
  }

  private void start(StageView stage, String name, Duration took) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", report.name().model() + "." + stage.stage().id());
    attribute("name", name);
    attribute("time", String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0));
  }

  private void skipped(String why) throws XMLStreamException {
    xml.writeEmptyElement("skipped");
    attribute("message", why);
  }

  private void problem(String element, String type, String message) throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("type", type);
    attribute("message", message);
    xml.writeEndElement();
  }

  private void text(String element, String words) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(legal(words));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  /** XML 1.0 has no way to write control characters. */
  private static String legal(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
