package dev.countersign.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.passport.Json;
import dev.countersign.verification.VerificationReport.Conclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Damaged passports of every kind: none verifies, none makes the verifier throw. */
class PassportFuzzTest {
  private static final byte[] HONEST = PassportWriter.write(new Story().tell(), Story.SERVER);
  private static final List<String> FILES = List.copyOf(Archive.unpack(HONEST).keySet());

  private static VerificationReport verify(byte[] passport) {
    return PassportVerifier.verify(passport, Story.trust(), true);
  }

  @Property
  void aFlippedBitAnywhereNeverVerifies(
      @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int at, @ForAll @IntRange(max = 7) int bit) {
    byte[] damaged = HONEST.clone();
    damaged[at % damaged.length] ^= (byte) (1 << bit);

    assertThat(verify(damaged).conclusion()).isEqualTo(Conclusion.FAILED);
  }

  @Property(tries = 300)
  void aFlippedBitInAnyFileOfAWellFormedPassportNeverVerifies(
      @ForAll @IntRange(max = 999) int file,
      @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int at,
      @ForAll @IntRange(max = 7) int bit) {
    SortedMap<String, byte[]> files = new TreeMap<>(Archive.unpack(HONEST));
    byte[] damaged = files.get(FILES.get(file % FILES.size())).clone();
    damaged[at % damaged.length] ^= (byte) (1 << bit);
    files.put(FILES.get(file % FILES.size()), damaged);

    assertThat(verify(Archive.pack(files)).conclusion()).isEqualTo(Conclusion.FAILED);
  }

  @Property
  void aCutPassportNeverVerifies(@ForAll @IntRange(max = Integer.MAX_VALUE - 1) int length) {
    byte[] cut = java.util.Arrays.copyOf(HONEST, length % HONEST.length);

    assertThat(verify(cut).conclusion()).isEqualTo(Conclusion.FAILED);
  }

  @Property
  void noBytesAtAllVerify(@ForAll @Size(max = 400) byte[] bytes) {
    assertThat(verify(bytes).conclusion()).isEqualTo(Conclusion.FAILED);
  }

  /** Whatever stands in the JSON, sealed by the very server one trusts. */
  @Property(tries = 300)
  void aLyingServersNonsenseNeverVerifies(
      @ForAll @IntRange(max = 999) int file,
      @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int node,
      @ForAll @IntRange(max = 3) int how) {
    List<String> json =
        FILES.stream()
            .filter(name -> name.endsWith(".json"))
            .filter(name -> !name.equals(Names.INDEX) && !name.equals(Names.SEAL))
            .toList();
    String name = json.get(file % json.size());
    ObjectNode before = Json.read(Archive.unpack(HONEST).get(name), ObjectNode.class);
    ObjectNode after = before.deepCopy();
    damage(after, node, how);
    byte[] passport = Forgery.of(HONEST).put(name, Json.canonicalBytes(after)).resealed();

    assertThat(verify(passport).conclusion())
        .as(name + ": " + after)
        .isEqualTo(after.equals(before) ? Conclusion.VERIFIED : Conclusion.FAILED);
  }

  private static void damage(ObjectNode tree, int which, int how) {
    List<JsonNode> inner = new ArrayList<>();
    collect(tree, inner);
    switch (inner.get(which % inner.size())) {
      case ObjectNode object when !object.isEmpty() -> {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        String key = keys.get((which / 7) % keys.size());
        if (how == 0) {
          object.remove(key);
        } else {
          object.set(key, nonsense(how));
        }
      }
      case ArrayNode array when !array.isEmpty() -> {
        int index = (which / 7) % array.size();
        if (how == 0) {
          array.remove(index);
        } else {
          array.set(index, nonsense(how));
        }
      }
      default -> tree.put("more", "of it");
    }
  }

  private static JsonNode nonsense(int how) {
    return switch (how) {
      case 1 -> NullNode.getInstance();
      case 2 -> TextNode.valueOf("nonsense");
      default -> Json.mapper().createObjectNode().put("non", "sense");
    };
  }

  private static void collect(JsonNode node, List<JsonNode> inner) {
    if (node.isContainerNode()) {
      inner.add(node);
      node.forEach(child -> collect(child, inner));
    }
  }
}
