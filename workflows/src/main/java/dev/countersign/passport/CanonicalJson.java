package dev.countersign.passport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Canonical JSON after RFC 8785 (JSON Canonicalization Scheme): UTF-8, no whitespace, keys in the
 * order of their UTF-16 code units, numbers as ECMAScript prints them (the shortest digits that
 * read back as the same double). Two deviations, both so that nothing is lost: integers keep all
 * their digits, and infinities and NaN are the strings {@code "Infinity"}, {@code "-Infinity"} and
 * {@code "NaN"}.
 */
final class CanonicalJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private CanonicalJson() {}

  static byte[] write(JsonNode tree) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      write(tree, out);
    } catch (IOException e) {
      throw new IllegalArgumentException("can't be written as JSON: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonNode node, JsonGenerator out) throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> writeObject(node, out);
      case ARRAY -> writeArray(node, out);
      case STRING -> out.writeString(node.textValue());
      case NUMBER -> writeNumber(node, out);
      case BOOLEAN -> out.writeBoolean(node.booleanValue());
      case NULL, MISSING -> out.writeNull();
      case BINARY -> out.writeBinary(node.binaryValue());
      case POJO -> throw new IOException("an object of Java, not of JSON");
    }
  }

  private static void writeObject(JsonNode node, JsonGenerator out) throws IOException {
    var fields = new TreeMap<String, JsonNode>();
    node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    out.writeStartObject();
    for (Map.Entry<String, JsonNode> field : fields.entrySet()) {
      out.writeFieldName(field.getKey());
      write(field.getValue(), out);
    }
    out.writeEndObject();
  }

  private static void writeArray(JsonNode node, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (Iterator<JsonNode> items = node.elements(); items.hasNext(); ) {
      write(items.next(), out);
    }
    out.writeEndArray();
  }

  private static void writeNumber(JsonNode node, JsonGenerator out) throws IOException {
    if (node.isIntegralNumber()) {
      out.writeNumber(node.bigIntegerValue());
      return;
    }
    double value =
        node.isFloat() ? Double.parseDouble(Float.toString(node.floatValue())) : node.doubleValue();
    if (Double.isFinite(value)) {
      out.writeNumber(shortest(value));
    } else {
      out.writeString(Double.toString(value));
    }
  }

  /** ECMAScript's Number::toString (ECMA-262, 6.1.6.1.20) from Java's shortest digits. */
  private static String shortest(double number) {
    BigDecimal value = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (value.signum() == 0) {
      return "0";
    }
    // Java never gives fewer than two digits (4.9E-324), ECMAScript one where one will do (5e-324)
    BigDecimal oneDigit = value.round(new MathContext(1));
    if (oneDigit.doubleValue() == number) {
      value = oneDigit.stripTrailingZeros();
    }
    String digits = value.unscaledValue().abs().toString();
    int pointAfter = digits.length() - value.scale();
    String sign = value.signum() < 0 ? "-" : "";
    if (pointAfter > -6 && pointAfter <= 21) {
      return value.toPlainString();
    }
    int exponent = pointAfter - 1;
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return sign + digits.charAt(0) + fraction + "e" + (exponent > 0 ? "+" : "") + exponent;
  }
}
