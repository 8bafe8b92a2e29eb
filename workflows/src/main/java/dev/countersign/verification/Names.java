package dev.countersign.verification;

import dev.countersign.manifest.ApprovalSpec.Board;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the files in a passport are called. */
final class Names {
  static final String INDEX = "passport.json";
  static final String SEAL = "seal.json";
  static final String RELEASE = "release.json";
  static final String MANIFEST = "manifest.json";
  static final String POLICY = "policy.json";
  static final String LOG = "log.json";
  static final String CARD = "card/";
  static final String GATES = "gates/";
  static final String TEST_RESULTS = "test-results/";
  static final String BOARDS = "boards/";
  static final String SIGN_OFFS = "sign-offs/";
  static final String WAIVERS = "waivers/";
  static final String ORDERS = "orders/";
  static final String SUBMISSION = "submission.json";
  static final String JSON = ".json";

  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]{0,99}/){0,2}[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

  private Names() {}

  /** Whether a name is one that a passport may hold: no way out of a folder, nothing hidden. */
  static boolean isPlain(String name) {
    return SHAPE.matcher(name).matches();
  }

  static String gate(String id) {
    return GATES + id + JSON;
  }

  static String testResult(String gate) {
    return TEST_RESULTS + gate + JSON;
  }

  static String board(Board board) {
    return BOARDS + lower(board) + JSON;
  }

  static String signOff(Board board, String seat) {
    return SIGN_OFFS + lower(board) + "/" + seat + JSON;
  }

  static String waiver(int number) {
    return WAIVERS + "%03d".formatted(number) + JSON;
  }

  static String order(int number) {
    return ORDERS + "%03d".formatted(number) + JSON;
  }

  private static String lower(Board board) {
    return board.name().toLowerCase(Locale.ROOT);
  }
}
