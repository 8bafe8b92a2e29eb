package dev.countersign.rollout;

/**
 * People who get the candidate by name, whatever the weight. Each constant includes those before
 * it, so an audience that grows never takes the candidate from anybody.
 */
public enum Audience {
  /** Nobody by name; the weight alone decides. */
  NOBODY,
  /**
   * Nobody either: the candidate is sent a copy of what the rest is asked, and nobody gets its
   * answer.
   */
  SHADOW,
  /** People inside the organisation. */
  INTERNAL,
  /** Internal people and those who agreed to try first. */
  PILOT;

  /**
   * Whether a caller who is {@code member} gets the candidate by name.
   *
   * @param member what the caller is; {@link #NOBODY} for everybody else
   */
  public boolean includes(Audience member) {
    return member.compareTo(SHADOW) > 0 && member.compareTo(this) <= 0;
  }

  /** The larger of the two. */
  public Audience widest(Audience other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * The audience a manifest or a request header names.
   *
   * @throws IllegalArgumentException if there is none of that name, naming those there are
   */
  public static Audience named(String name) {
    return switch (name) {
      case "shadow" -> SHADOW;
      case "internal" -> INTERNAL;
      case "pilot" -> PILOT;
      default ->
          throw new IllegalArgumentException(
              "no audience "
                  + name
                  + "; there are shadow, internal and pilot, or none for everyone");
    };
  }
}
