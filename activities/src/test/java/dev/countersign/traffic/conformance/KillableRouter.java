package dev.countersign.traffic.conformance;

/** A router that is tried in processes of its own, which can be killed. */
public interface KillableRouter extends RouterUnderTest {
  /** Kills everything that moves or routes traffic with SIGKILL; the models themselves live on. */
  void kill();

  /** Starts what was killed, with the state it left. */
  void startAgain();
}
