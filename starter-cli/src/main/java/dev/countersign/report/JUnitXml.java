package dev.countersign.report;

import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes JUnit XML as CI systems read it: every suite counts its failures, errors and skipped
 * cases, without which some of them refuse the file.
 */
final class JUnitXml {
  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** What can be said of a case besides that it passed. */
  enum Mark {
    FAILURE,
    ERROR,
    SKIPPED,
    /** It passed, and has something to say. */
    OUTPUT
  }

  /**
   * A remark on a case.
   *
   * @param mark of what kind
   * @param type a word for programs; unused for output and skipped cases
   * @param message for people
   */
  record Remark(Mark mark, String type, String message) {}

  /** A test case; without remarks it passed. */
  record Case(String classname, String name, Duration took, List<Remark> remarks) {
    boolean has(Mark mark) {
      return remarks.stream().anyMatch(remark -> remark.mark() == mark);
    }
  }

  /** A suite of cases. */
  record Suite(String name, List<Case> cases) {
    long count(Mark mark) {
      return cases.stream().filter(one -> one.has(mark)).count();
    }

    Duration took() {
      return cases.stream().map(Case::took).reduce(Duration.ZERO, Duration::plus);
    }
  }

  /** The XML document. */
  static String of(String name, List<Suite> suites) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      new JUnitXml(xml).write(name, suites);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML to a string can't fail", e);
    }
    return text.toString();
  }

  private void write(String name, List<Suite> suites) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    attribute("name", name);
    counts(suites);
    for (Suite suite : suites) {
      xml.writeStartElement("testsuite");
      attribute("name", suite.name());
      counts(List.of(suite));
      attribute("skipped", Long.toString(suite.count(Mark.SKIPPED)));
      for (Case one : suite.cases()) {
        write(one);
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void counts(List<Suite> suites) throws XMLStreamException {
    attribute(
        "tests", Long.toString(suites.stream().mapToLong(suite -> suite.cases().size()).sum()));
    attribute(
        "failures",
        Long.toString(suites.stream().mapToLong(suite -> suite.count(Mark.FAILURE)).sum()));
    attribute(
        "errors", Long.toString(suites.stream().mapToLong(suite -> suite.count(Mark.ERROR)).sum()));
    attribute(
        "time", seconds(suites.stream().map(Suite::took).reduce(Duration.ZERO, Duration::plus)));
  }

  private void write(Case one) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", one.classname());
    attribute("name", one.name());
    attribute("time", seconds(one.took()));
    for (Remark remark : one.remarks()) {
      write(remark);
    }
    xml.writeEndElement();
  }

  private void write(Remark remark) throws XMLStreamException {
    switch (remark.mark()) {
      case FAILURE, ERROR -> {
        xml.writeEmptyElement(remark.mark().name().toLowerCase(Locale.ROOT));
        attribute("type", remark.type());
        attribute("message", remark.message());
      }
      case SKIPPED -> {
        xml.writeEmptyElement("skipped");
        attribute("message", remark.message());
      }
      case OUTPUT -> {
        xml.writeStartElement("system-out");
        xml.writeCharacters(legal(remark.message()));
        xml.writeEndElement();
      }
    }
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
  }

  /** XML 1.0 has no way to write control characters. */
  private static String legal(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
