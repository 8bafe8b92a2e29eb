package dev.countersign.verification;

import dev.countersign.approval.SignOffPredicate;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.gate.GateResult;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import dev.countersign.passport.Statement;
import dev.countersign.passport.Statement.Descriptor;
import dev.countersign.passport.TestResult;
import dev.countersign.passport.VerificationSummary;
import dev.countersign.passport.VerificationSummary.Verifier;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Packs and seals passports. The same content and the same key give the same bytes. Nothing is
 * checked here: a passport of a release that went wrong says that it went wrong.
 */
public final class PassportWriter {
  private PassportWriter() {}

  /** The passport, as the bytes of one zip file. */
  public static byte[] write(PassportContent content, Sealer sealer) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    put(files, Names.RELEASE, content.parts());
    put(files, Names.MANIFEST, content.manifest());
    put(files, Names.POLICY, content.policy());
    put(files, Names.LOG, content.log());
    for (GateResult gate : content.gates()) {
      put(files, Names.gate(gate.gate()), gate);
      put(files, Names.testResult(gate.gate()), testResult(gate, content, sealer));
    }
    for (SignOffRequest request : content.requests()) {
      put(files, Names.board(request.board()), request);
    }
    for (Envelope signOff : content.signOffs()) {
      SignOffPredicate said =
          signOff.statement().predicate(SignOffPredicate.TYPE, SignOffPredicate.class);
      put(files, Names.signOff(said.board(), said.seat()), signOff);
    }
    for (int i = 0; i < content.waivers().size(); i++) {
      put(files, Names.waiver(i + 1), content.waivers().get(i));
    }
    if (content.submission() != null) {
      put(files, Names.SUBMISSION, content.submission());
    }
    for (int i = 0; i < content.orders().size(); i++) {
      put(files, Names.order(i + 1), content.orders().get(i));
    }
    content.card().forEach((name, bytes) -> files.put(Names.CARD + name, bytes));
    return seal(index(content, files), files, sealer);
  }

  /** Adds index and seal to {@code files}, and packs them. */
  static byte[] seal(PassportIndex index, SortedMap<String, byte[]> files, Sealer sealer) {
    SortedMap<String, byte[]> all = new TreeMap<>(files);
    put(all, Names.INDEX, index);
    put(all, Names.SEAL, seal(index, sealer));
    return Archive.pack(all);
  }

  static PassportIndex index(PassportContent content, Map<String, byte[]> files) {
    return new PassportIndex(
        PassportIndex.FORMAT,
        content.release(),
        content.manifest().metadata().model(),
        content.manifest().metadata().version(),
        content.policy().tier(),
        content.demo(),
        content.outcome(),
        content.reason(),
        content.endedAt(),
        content.parts().digest(),
        content.log().head(),
        entries(files));
  }

  static List<PassportIndex.Entry> entries(Map<String, byte[]> files) {
    return files.entrySet().stream()
        .map(file -> new PassportIndex.Entry(file.getKey(), Digests.sha256(file.getValue())))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  private static Envelope testResult(GateResult gate, PassportContent content, Sealer sealer) {
    var subject = Descriptor.of(Names.RELEASE, content.parts().digest());
    var configuration =
        List.of(
            Descriptor.of(Names.POLICY, content.parts().policy()),
            Descriptor.of(Names.gate(gate.gate()), Digests.ofJson(gate)));
    return Envelope.sign(
        Statement.about(subject, TestResult.PREDICATE_TYPE, TestResult.of(gate, configuration)),
        sealer.key());
  }

  private static Envelope seal(PassportIndex index, Sealer sealer) {
    var subject = Descriptor.of(Names.INDEX, Digests.ofJson(index));
    return Envelope.sign(
        Statement.about(subject, VerificationSummary.PREDICATE_TYPE, summary(index, sealer.id())),
        sealer.key());
  }

  /** What the seal says of an index. */
  static VerificationSummary summary(PassportIndex index, String server) {
    boolean released = index.isReleased();
    return new VerificationSummary(
        new Verifier(server),
        index.endedAt(),
        "urn:countersign:" + index.release(),
        index.files().stream()
            .filter(file -> file.name().equals(Names.POLICY))
            .map(file -> uri(file.name(), file.digest()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the index names no policy")),
        index.files().stream()
            .filter(PassportWriter::isAttestation)
            .map(file -> uri(file.name(), file.digest()))
            .toList(),
        released ? VerificationSummary.Result.PASSED : VerificationSummary.Result.FAILED,
        List.of(released ? "COUNTERSIGN_" + index.tier() : "FAILED"),
        VerificationSummary.SLSA_VERSION);
  }

  private static boolean isAttestation(PassportIndex.Entry file) {
    return file.name().startsWith(Names.TEST_RESULTS)
        || file.name().startsWith(Names.SIGN_OFFS)
        || file.name().startsWith(Names.WAIVERS)
        || file.name().startsWith(Names.ORDERS)
        || file.name().equals(Names.SUBMISSION);
  }

  private static Descriptor uri(String name, String digest) {
    return new Descriptor(name, name, Map.of("sha256", Digests.parse(digest)));
  }

  private static void put(Map<String, byte[]> files, String name, Object value) {
    files.put(name, Json.canonicalBytes(value));
  }
}
