package dev.countersign.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Names that differ have files that differ. */
class FileNamesTest {
  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9]+", "-");
  }

  @Test
  void aNameThatTellsItselfApartStandsAlone() {
    assertThat(FileNames.of(List.of("sex", "age & sex", "Zip code"), FileNamesTest::plain))
        .isEqualTo(Map.of("sex", "sex", "age & sex", "age-sex", "Zip code", "Zip-code"));
  }

  @Test
  void otherNamesAreToldApartByTheirDigests() {
    Map<String, String> parts =
        FileNames.of(List.of("性別", "年齢", "a b", "A-b", "sex"), FileNamesTest::plain);
    assertThat(parts.keySet()).containsExactly("性別", "年齢", "a b", "A-b", "sex");
    assertThat(parts.get("性別")).isEqualTo("--5f276e7a");
    assertThat(parts.get("a b")).matches("a-b-[0-9a-f]{8}");
    assertThat(parts.get("A-b")).matches("A-b-[0-9a-f]{8}");
    assertThat(parts.get("sex")).isEqualTo("sex");
    assertThat(FileNames.of(List.of("性別"), FileNamesTest::plain))
        .containsEntry("性別", parts.get("性別"));
  }

  @Property(tries = 200)
  void noTwoNamesShareAFile(@ForAll @Size(max = 20) Set<String> names) {
    Set<String> files = new HashSet<>();
    FileNames.of(names, FileNamesTest::plain)
        .values()
        .forEach(part -> assertThat(files.add(part.toLowerCase(Locale.ROOT))).isTrue());
    assertThat(files).allMatch(part -> part.matches("[a-z0-9-]*"));
  }
}
