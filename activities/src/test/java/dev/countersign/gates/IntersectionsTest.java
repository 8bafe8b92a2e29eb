package dev.countersign.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IntersectionsTest {
  @Test
  void namesAreJoinedAsTheyStand() {
    assertThat(Intersections.name(List.of("Black", "Female"))).isEqualTo("Black & Female");
    assertThat(Intersections.name(List.of("R&D", "\\x"))).isEqualTo("R&D & \\x");
    assertThat(Intersections.name(List.of("a & b"))).isEqualTo("a & b");
  }

  @Test
  void theJoiningSignWithinANameIsMarked() {
    assertThat(Intersections.name(List.of("a & b", "c"))).isEqualTo("a \\& b & c");
    assertThat(Intersections.name(List.of("a", "& b & & c"))).isEqualTo("a & \\& b \\& \\& c");
  }

  @Property(tries = 500)
  void joinedNamesCanBeToldApartAgain(@ForAll("names") List<String> names) {
    assertThat(apart(Intersections.name(names))).isEqualTo(names);
  }

  private static List<String> apart(String joined) {
    List<String> names = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String word : (joined + " &").split(" ", -1)) {
      if (word.equals("&")) {
        names.add(String.join(" ", words));
        words.clear();
      } else {
        words.add(word.matches("\\\\+&") ? word.substring(1) : word);
      }
    }
    return names;
  }

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings().withChars(" &\\a").ofMaxLength(5).list().ofMinSize(2).ofMaxSize(3);
  }
}
