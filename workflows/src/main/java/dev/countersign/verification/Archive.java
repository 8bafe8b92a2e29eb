package dev.countersign.verification;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A zip file that can be written in one way only: files by name in order, stored and not
 * compressed, all dated alike. What is read must be what would be written, to the byte; so nothing
 * hides between, before or behind the files, no name stands twice, and nothing unpacks to more than
 * it is.
 */
final class Archive {
  /** The largest passport, in bytes. */
  static final int LARGEST = 64 << 20;

  /** The most files in it. */
  static final int MOST_FILES = 1_000;

  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Archive() {}

  /**
   * Packs files.
   *
   * @throws IllegalArgumentException if a name is not plain, or it is too much
   */
  static byte[] pack(SortedMap<String, byte[]> files) {
    if (files.size() > MOST_FILES) {
      throw new IllegalArgumentException("a passport holds at most " + MOST_FILES + " files");
    }
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        if (!Names.isPlain(file.getKey())) {
          throw new IllegalArgumentException("no file of a passport is called " + file.getKey());
        }
        zip.putNextEntry(entry(file.getKey(), file.getValue()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't fail", e);
    }
    if (bytes.size() > LARGEST) {
      throw new IllegalArgumentException("a passport takes at most " + LARGEST + " bytes");
    }
    return bytes.toByteArray();
  }

  /**
   * Unpacks files.
   *
   * @throws IllegalArgumentException if it is no archive as {@link #pack} writes them; says why
   */
  static SortedMap<String, byte[]> unpack(byte[] archive) {
    if (archive.length > LARGEST) {
      throw new IllegalArgumentException("it is larger than any passport, " + LARGEST + " bytes");
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (entry.getMethod() != ZipEntry.STORED || !Names.isPlain(name)) {
          throw new IllegalArgumentException("it holds something that no passport holds: " + name);
        }
        if (files.put(name, zip.readNBytes(LARGEST)) != null || files.size() > MOST_FILES) {
          throw new IllegalArgumentException("it holds too many files, or one twice: " + name);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no readable zip file: " + e.getMessage(), e);
    }
    if (files.isEmpty() || !Arrays.equals(pack(files), archive)) {
      throw new IllegalArgumentException(
          "its bytes are not as a passport is written: it was altered, repacked or cut");
    }
    return Collections.unmodifiableSortedMap(files);
  }

  private static ZipEntry entry(String name, byte[] content) {
    var crc = new CRC32();
    crc.update(content);
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(ALWAYS);
    return entry;
  }
}
