package dev.countersign.evidence;

import dev.countersign.gate.EvidenceRef;
import java.nio.file.Path;

/** A store addressed by content: what is put once stays, unaltered, under its digest. */
public interface EvidenceStore {

  /** Keeps {@code content}; putting the same content again changes nothing. */
  EvidenceRef put(String name, byte[] content);

  /** Keeps a file's content without loading it whole. */
  EvidenceRef putFile(String name, Path file);

  /**
   * Reads content back and checks it against its digest.
   *
   * @throws EvidenceException if it is absent or was altered
   */
  byte[] get(String digest);

  /**
   * A local file holding the content, checked against its digest; read-only.
   *
   * @throws EvidenceException if it is absent or was altered
   */
  Path path(String digest);
}
