package dev.countersign.verification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.UseCase;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.Json;
import dev.countersign.passport.ReleaseDigest;
import dev.countersign.policy.EffectivePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a passport, read as what they claim to be. Whatever can't be read is an {@link
 * IllegalArgumentException} that names the file: the promise that rests on it is broken.
 */
final class Passport {
  private final SortedMap<String, byte[]> files;
  private final Map<String, Object> read = new HashMap<>();

  Passport(SortedMap<String, byte[]> files) {
    this.files = files;
  }

  /**
   * What verification needs of a manifest, so that manifests of later versions stay readable.
   *
   * @param metadata who and what
   * @param intendedUse what for
   * @param risk raised tier, if any
   * @param data the protected attributes
   * @param mitigation what is done about disparate impact, if anything
   */
  record Claims(
      Metadata metadata,
      Use intendedUse,
      @Nullable RiskTier risk,
      Data data,
      @Nullable MitigationSpec mitigation) {
    /** Who built what. */
    record Metadata(
        String model, String version, String owner, String submittedBy, List<String> trainedBy) {}

    /** What for. */
    record Use(UseCase useCase) {}

    /** What groups are compared by. */
    record Data(List<Protected> protectedAttributes) {
      /** By which attribute. */
      record Protected(String attribute) {}
    }

    /** The attributes whose disparate impact in the labels the mitigation answers for. */
    List<String> mitigated() {
      return mitigation == null
          ? List.of()
          : mitigation.answersFor(
              data.protectedAttributes().stream().map(Data.Protected::attribute).toList());
    }

    /** Everybody who built it, by the manifest. */
    List<String> builders() {
      return Stream.concat(
              Stream.of(metadata.submittedBy(), metadata.owner()), metadata.trainedBy().stream())
          .toList();
    }
  }

  /** Whether any traffic may have reached the version, so that gates and people had to agree. */
  boolean hadTraffic() {
    PassportIndex index = index();
    return index.isReleased()
        || PassportIndex.ROLLED_BACK.equals(index.outcome())
        || log().entries().stream().anyMatch(entry -> entry.kind() == EntryKind.ROLLOUT_STEP);
  }

  SortedMap<String, byte[]> files() {
    return files;
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  PassportIndex index() {
    return read(Names.INDEX, PassportIndex.class);
  }

  ReleaseDigest parts() {
    return readWhole(Names.RELEASE, ReleaseDigest.class);
  }

  Claims claims() {
    return read(Names.MANIFEST, Claims.class);
  }

  EffectivePolicy policy() {
    return read(Names.POLICY, EffectivePolicy.class);
  }

  EvidenceLog log() {
    return readWhole(Names.LOG, EvidenceLog.class);
  }

  Envelope envelope(String name) {
    return readWhole(name, Envelope.class);
  }

  /** The gates' results by gate id. */
  Map<String, GateResult> gates() {
    Map<String, GateResult> gates = new LinkedHashMap<>();
    for (String name : under(Names.GATES)) {
      GateResult gate = read(name, GateResult.class);
      if (!Names.gate(gate.gate()).equals(name) || gate.verdict() == null) {
        throw new IllegalArgumentException(name + " is not the result of that gate");
      }
      gates.put(gate.gate(), gate);
    }
    return gates;
  }

  /** What each board was asked. */
  Map<Board, SignOffRequest> requests() {
    Map<Board, SignOffRequest> requests = new EnumMap<>(Board.class);
    for (String name : under(Names.BOARDS)) {
      SignOffRequest request = readWhole(name, SignOffRequest.class);
      if (!Names.board(request.board()).equals(name)) {
        throw new IllegalArgumentException(name + " is not what that board was asked");
      }
      requests.put(request.board(), request);
    }
    return requests;
  }

  /** The sign-offs by file name. */
  Map<String, Envelope> signOffs() {
    return envelopes(Names.SIGN_OFFS);
  }

  /** The waivers by file name. */
  Map<String, Envelope> waivers() {
    return envelopes(Names.WAIVERS);
  }

  /** The signed orders by file name. */
  Map<String, Envelope> orders() {
    return envelopes(Names.ORDERS);
  }

  /** Names of the files in a folder. */
  List<String> under(String folder) {
    return files.keySet().stream().filter(name -> name.startsWith(folder)).toList();
  }

  /** Digest of a file's bytes. */
  String digest(String name) {
    return Digests.sha256(bytes(name));
  }

  private Map<String, Envelope> envelopes(String folder) {
    Map<String, Envelope> envelopes = new LinkedHashMap<>();
    under(folder).forEach(name -> envelopes.put(name, envelope(name)));
    return envelopes;
  }

  private byte[] bytes(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return bytes;
  }

  /** Reads a file that others know by the digest of its bytes: fields unknown here may stand. */
  private <T> T read(String name, Class<T> type) {
    Object known = read.get(name);
    if (type.isInstance(known)) {
      return type.cast(known);
    }
    byte[] bytes = bytes(name);
    try {
      if (!Arrays.equals(Json.canonicalBytes(Json.read(bytes, JsonNode.class)), bytes)) {
        throw new IllegalArgumentException("it isn't canonical JSON");
      }
      T value = Json.read(bytes, type);
      read.put(name, value);
      return value;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " can't be read: " + e.getMessage(), e);
    }
  }

  /** Reads a file whose digest is computed from what is read: it may hold nothing else. */
  private <T> T readWhole(String name, Class<T> type) {
    T value = read(name, type);
    if (!Arrays.equals(Json.canonicalBytes(value), bytes(name))) {
      throw new IllegalArgumentException(name + " holds more than it should");
    }
    return value;
  }

  /** Names, shortened where they are many, for sentences. */
  static String list(List<String> names) {
    List<String> shown = new ArrayList<>(names.subList(0, Math.min(names.size(), 5)));
    if (names.size() > shown.size()) {
      shown.add("and " + (names.size() - shown.size()) + " more");
    }
    return String.join(", ", shown);
  }
}
