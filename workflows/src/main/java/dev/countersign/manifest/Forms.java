package dev.countersign.manifest;

/** Patterns of texts and what they are in words, for {@code @Form}. */
public final class Forms {
  /** Names that go into ids, paths and labels. */
  public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  public static final String NAME_WORDS =
      "a name of letters, digits, dots, dashes and underscores, at most 100";

  /** A check, a gate, a seat: lower case with dashes. */
  public static final String ID = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  public static final String ID_WORDS = "an id in lower case with dashes";

  /** Somebody, as whoever signs them in knows them. */
  public static final String PERSON = "\\S{1,200}";

  public static final String PERSON_WORDS =
      "an identity without spaces, such as ada@lending.example";

  /** Lengths of time: our short form, or ISO 8601; never zero. */
  public static final String DURATION =
      "(?=.*[1-9])((\\d{1,6}(ms|s|m|h|d|w))+"
          + "|P(?=[\\dT])(\\d{1,6}D)?(T(?=\\d)(\\d{1,6}H)?(\\d{1,6}M)?(\\d{1,6}(\\.\\d{1,3})?S)?)?)";

  public static final String DURATION_WORDS =
      "a length of time such as 2s, 30m, 1h30m or 3d (or ISO 8601, PT30M)";

  /** A point in time. */
  public static final String INSTANT =
      "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})";

  public static final String INSTANT_WORDS =
      "an ISO 8601 time with its zone, such as 2026-12-24T12:00:00Z";

  /** A range of numbers with its boundaries stated. */
  public static final String BAND =
      "(<=|>=|<|>)\\s*-?\\d{1,15}(\\.\\d{1,15})?"
          + "|-?\\d{1,15}(\\.\\d{1,15})?\\.\\.-?\\d{1,15}(\\.\\d{1,15})?";

  public static final String BAND_WORDS =
      "a range such as \"<=25\", \">25\" or \"26..40\" (both ends included)";

  /** A service that is asked over HTTP. */
  public static final String URL = "https?://[^\\s/]\\S{0,500}";

  public static final String URL_WORDS = "an address such as https://rules.lending.example/decide";

  /** The name of a request header. */
  public static final String HEADER = "[A-Za-z0-9][A-Za-z0-9-]{0,62}";

  public static final String HEADER_WORDS = "a header's name, such as x-applicant-sex";

  private Forms() {}
}
