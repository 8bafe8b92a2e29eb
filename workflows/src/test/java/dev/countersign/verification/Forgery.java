package dev.countersign.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.passport.Json;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Alters passports: from outside, file by file, or as the server that seals them. */
final class Forgery {
  private final SortedMap<String, byte[]> files;

  private Forgery(byte[] passport) {
    this.files = new TreeMap<>(Archive.unpack(passport));
  }

  static Forgery of(byte[] passport) {
    return new Forgery(passport);
  }

  Forgery put(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  Forgery remove(String name) {
    if (files.remove(name) == null) {
      throw new AssertionError("there is no " + name);
    }
    return this;
  }

  /** Replaces text in a file, which must be there. */
  Forgery replace(String name, String what, String by) {
    String text = new String(files.get(name), UTF_8);
    if (!text.contains(what)) {
      throw new AssertionError(name + " holds no " + what);
    }
    return put(name, text.replace(what, by).getBytes(UTF_8));
  }

  /** Edits a JSON file and writes it canonically. */
  Forgery edit(String name, Consumer<ObjectNode> edit) {
    ObjectNode tree = Json.read(files.get(name), ObjectNode.class);
    edit.accept(tree);
    return put(name, Json.canonicalBytes(tree));
  }

  /** Packed again, index and seal as they were. */
  byte[] packed() {
    return Archive.pack(files);
  }

  /** Indexed and sealed anew by the server. */
  byte[] resealed() {
    return resealed(index -> index);
  }

  /** Indexed and sealed anew by the server, which says something else than it should. */
  byte[] resealed(UnaryOperator<PassportIndex> lie) {
    PassportIndex old = Json.read(files.get(Names.INDEX), PassportIndex.class);
    SortedMap<String, byte[]> others = new TreeMap<>(files);
    others.remove(Names.INDEX);
    others.remove(Names.SEAL);
    var index =
        new PassportIndex(
            old.format(),
            old.release(),
            old.model(),
            old.version(),
            old.tier(),
            old.demo(),
            old.outcome(),
            old.reason(),
            old.endedAt(),
            old.releaseDigest(),
            old.logHead(),
            PassportWriter.entries(others));
    return PassportWriter.seal(lie.apply(index), others, Story.SERVER);
  }
}
