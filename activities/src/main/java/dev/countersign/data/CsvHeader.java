package dev.countersign.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the names in a CSV file's first record (RFC 4180; names may be quoted). */
final class CsvHeader {
  private static final int MAX_CHARACTERS = 4 << 20;
  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final BufferedReader reader;
  private final char delimiter;
  private int read;

  private CsvHeader(BufferedReader reader, char delimiter) {
    this.reader = reader;
    this.delimiter = delimiter;
  }

  /**
   * The names, as they stand.
   *
   * @throws DataException if the record is not UTF-8, never ends or has a quote left open
   */
  static List<String> read(Path file, char delimiter) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return new CsvHeader(reader, delimiter).names();
    } catch (CharacterCodingException e) {
      throw new DataException(file + " is not UTF-8: save it as UTF-8", e);
    } catch (DataException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DataException(file + " can't be read: " + e.getMessage(), e);
    }
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    int c = next();
    if (c == BYTE_ORDER_MARK) {
      c = next();
    }
    while (quoted || (c != END && c != '\n' && c != '\r')) {
      if (c == END) {
        throw new DataException("a quote in the header is never closed: close it");
      } else if (c == '"' && quoted && peekIsQuote()) {
        name.append('"');
        next();
      } else if (c == '"' && (quoted || name.isEmpty())) {
        quoted = !quoted;
      } else if (c == delimiter && !quoted) {
        names.add(name.toString());
        name.setLength(0);
      } else {
        name.append((char) c);
      }
      c = next();
    }
    names.add(name.toString());
    return names;
  }

  private int next() throws IOException {
    if (++read > MAX_CHARACTERS) {
      throw new DataException(
          "the first line is longer than "
              + MAX_CHARACTERS
              + " characters: is this a CSV file with a header?");
    }
    return reader.read();
  }

  private boolean peekIsQuote() throws IOException {
    reader.mark(1);
    int c = reader.read();
    reader.reset();
    return c == '"';
  }
}
