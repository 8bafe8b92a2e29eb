package dev.countersign.evidence;

import dev.countersign.gate.EvidenceRef;
import java.nio.file.Path;
import java.util.List;

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

  /**
   * Adds a line to a named register beside the content: a list that only grows, for what has to be
   * counted across releases. Adding an entry again changes nothing.
   *
   * @param register its name: letters, digits, dot, dash and underscore
   * @param entry one line, at most 500 characters
   * @return every entry of the register, oldest first, {@code entry} among them
   * @throws EvidenceException if it can't be read or written
   */
  List<String> remember(String register, String entry);

  /**
   * Reads a register.
   *
   * @return its entries, oldest first; empty where nothing was ever remembered
   * @throws EvidenceException if it can't be read
   */
  List<String> recall(String register);
}
