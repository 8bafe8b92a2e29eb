package dev.countersign.approval;

/** What a seat says. */
public enum Decision {
  APPROVE,
  REJECT
}
