package dev.countersign.worker.demo;

import dev.countersign.passport.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Everything a demonstration leaves behind, in one folder that stands by itself.
 *
 * @param root the folder
 * @param people its people, with their keys
 */
record DemoFolder(Path root, DemoPeople people) {
  static final String SERVER_ID = "urn:countersign:demo";

  /** A new folder named after the time; a demonstration begun in the same second gets its own. */
  static Path fresh(Path parent, String time) throws IOException {
    Files.createDirectories(parent);
    Path folder = parent.resolve(time);
    for (int number = 2; !made(folder); number++) {
      folder = parent.resolve(time + "-" + number);
    }
    return folder;
  }

  private static boolean made(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  /** Makes the folder: data, manifest, keys, trust file. */
  static DemoFolder make(Path root, Scenario scenario) throws IOException {
    Files.createDirectories(root);
    Path keys = Files.createDirectories(root.resolve("keys"));
    SigningKey server = SigningKey.generate();
    DemoPeople.writePrivately(keys.resolve("server.key"), server);
    DemoPeople people = DemoPeople.settle(keys, root.resolve("trust.yaml"), SERVER_ID, server);
    DemoData.write(root.resolve("loans.csv"));
    Files.writeString(root.resolve("release.yaml"), DemoManifest.of(scenario));
    return new DemoFolder(root, people);
  }

  Path manifest() {
    return root.resolve("release.yaml");
  }

  Path trust() {
    return root.resolve("trust.yaml");
  }

  Path serverKey() {
    return root.resolve("keys/server.key");
  }

  Path state() {
    return root.resolve("state");
  }

  Path log() {
    return root.resolve("worker.log");
  }

  Path page() {
    return root.resolve("page");
  }

  Path passport() {
    return root.resolve(
        DemoManifest.RELEASE.model() + "-" + DemoManifest.RELEASE.version() + ".passport.zip");
  }
}
