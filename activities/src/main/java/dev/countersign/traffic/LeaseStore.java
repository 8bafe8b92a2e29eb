package dev.countersign.traffic;

import dev.countersign.rollout.TrafficState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The durable state of one router, in a folder of its own that one process at a time may hold. A
 * state file that can't be believed is refused aloud and put aside: then the incumbent of the write
 * before serves, without any lease, until a higher generation comes.
 */
public final class LeaseStore implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LeaseStore.class.getName());

  private final FileChannel lockFile;
  private final StateFile current;
  private final StateFile previous;
  private final @Nullable String refused;
  private TrafficState state;

  private LeaseStore(
      FileChannel lockFile, StateFile current, StateFile previous, Recovered recovered) {
    this.lockFile = lockFile;
    this.current = current;
    this.previous = previous;
    this.state = recovered.state();
    this.refused = recovered.refused();
  }

  private record Recovered(TrafficState state, @Nullable String refused) {}

  /**
   * Opens a folder, made if it is missing, and holds it until closed.
   *
   * @throws TrafficException if another process holds it, or it can't be read or written
   */
  public static LeaseStore open(Path folder, String environment, String model) {
    FileChannel lockFile = null;
    try {
      Files.createDirectories(folder);
      lockFile =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      hold(lockFile, folder);
      StateFile current = new StateFile(folder.resolve("state.json"));
      StateFile previous = new StateFile(folder.resolve("state.previous.json"));
      Recovered recovered = recover(current, previous, environment, model);
      return new LeaseStore(lockFile, current, previous, recovered);
    } catch (IOException e) {
      release(lockFile);
      throw new TrafficException(
          "the router's state in %s can't be read or written (%s); make it a folder this process owns"
              .formatted(folder, e.getMessage()),
          e);
    } catch (TrafficException e) {
      release(lockFile);
      throw e;
    }
  }

  private static void hold(FileChannel lockFile, Path folder) throws IOException {
    FileLock lock;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new TrafficException(
          "another router holds %s; stop it, or give this one a folder of its own"
              .formatted(folder));
    }
  }

  private static Recovered recover(
      StateFile current, StateFile previous, String environment, String model) throws IOException {
    TrafficState fresh = TrafficState.fresh(environment, model);
    if (!current.exists() && !previous.exists()) {
      return new Recovered(fresh, null);
    }
    String refused;
    try {
      if (current.exists()) {
        return new Recovered(current.read(environment, model), null);
      }
      refused = current + " is gone";
    } catch (StateFile.Unbelievable e) {
      refused = current + " is refused: " + e.getMessage() + "; kept as " + current.setAside();
    }
    TrafficState settled = fresh;
    try {
      if (previous.exists()) {
        settled = previous.read(environment, model);
      }
    } catch (StateFile.Unbelievable e) {
      refused += "; " + previous + " is refused too: " + e.getMessage();
    }
    refused += ". No lease is honoured; take a higher generation to move traffic again.";
    LOG.log(System.Logger.Level.ERROR, refused);
    return new Recovered(settled.interrupted(refused), refused);
  }

  /** The state last saved. */
  public synchronized TrafficState state() {
    return state;
  }

  /** What was refused when the folder was opened, in words. */
  public Optional<String> refused() {
    return Optional.ofNullable(refused);
  }

  /**
   * Makes {@code next} the state that survives anything.
   *
   * @throws TrafficException if it can't be written; either state may then survive
   * @throws IllegalArgumentException if its generation is lower than the state's
   */
  public synchronized void save(TrafficState next) {
    if (next.generation() < state.generation()) {
      throw new IllegalArgumentException(
          "generation %d after %d".formatted(next.generation(), state.generation()));
    }
    try {
      if (current.exists()) {
        previous.copyOf(current);
      }
      current.write(next);
    } catch (IOException e) {
      throw new TrafficException(
          "%s can't be written (%s); free the disk, then try again"
              .formatted(current, e.getMessage()),
          e);
    }
    state = next;
  }

  @Override
  public void close() {
    release(lockFile);
  }

  private static void release(@Nullable FileChannel lockFile) {
    if (lockFile == null) {
      return;
    }
    try {
      lockFile.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a router's lock could not be closed", e);
    }
  }
}
