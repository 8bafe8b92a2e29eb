package dev.countersign.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.fixture.Manifests;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values in memory are in the groups that SQL puts their rows in. */
class GroupsTest {
  private static final String PEOPLE =
      """
      id,age,sex,children,share,member,x,ok
      a,25,female,1.0,0.5,true,1,1
      b,25.5,male,2.0,1,false,2,0
      c,26,,0.0,0.50001,,3,1
      d,-3,other sex,,1e3,,4,0
      e,,female,1.0,0.125,true,5,1
      f,40,NaN,-2.0,NaN,false,6,0
      g,41,male,12345678.0,-0.1,false,7,1
      h,1000000,01,,0.3,true,8,0
      """;

  @TempDir Path folder;

  private Dataset open(Manifests manifest, String csv) throws IOException {
    Files.writeString(folder.resolve("people.csv"), csv);
    return Datasets.open(manifest.build(), folder);
  }

  private static Manifests people() {
    return Manifests.over("people.csv", "ok", "1")
        .id("id")
        .include("x")
        .protect("sex", "sex", "male")
        .protect("children", "children", "0.0")
        .protect("share", "share", "1")
        .protect("member", "member", "true")
        .protectBanded("age", "age", "26..40", Use.TRAINING, "<=25", "26..40", ">40");
  }

  @Test
  void everyValueIsInTheGroupThatItsRowIsIn() throws IOException {
    Manifests manifest = people();
    List<ProtectedAttribute> attributes = manifest.build().data().protectedAttributes();
    try (Dataset data = open(manifest, PEOPLE)) {
      for (ProtectedAttribute attribute : attributes) {
        Frame values = data.frame(RowSet.ALL, List.of(attribute.column()));
        assertThat(Groups.of(data, attribute, values.column(attribute.column())))
            .as(attribute.attribute())
            .isEqualTo(data.groups(RowSet.ALL, attribute))
            .hasSize(8)
            .containsNull();
      }
    }
  }

  @Test
  void ofSeveralAttributesARowIsInTheirIntersection() throws IOException {
    Manifests manifest = people();
    try (Dataset data = open(manifest, PEOPLE)) {
      List<ProtectedAttribute> both = Groups.named(manifest.build(), List.of("sex", "age"));
      Map<String, Frame.Column> values =
          Map.of("age", numbers(25), "sex", new Frame.Texts(new String[] {"male"}));
      assertThat(Groups.ofRow(data, both, values::get)).isEqualTo("<=25 & male");
      assertThat(Groups.of(data, RowSet.ALL, both)).contains("<=25 & female", ">40 & male");
      Map<String, Frame.Column> between =
          Map.of("age", numbers(25.5), "sex", new Frame.Texts(new String[] {"male"}));
      assertThat(Groups.ofRow(data, both, between::get)).isNull();
    }
  }

  @Test
  void aNumberWrittenInTwoWaysIsInNoGroupForCertain() throws IOException {
    ProtectedAttribute level = new ProtectedAttribute("level", "level", null, "1", null);
    Manifests manifest = Manifests.over("people.csv", "ok", "1").protect(level);
    try (Dataset data = open(manifest, "level,x,ok\n1,1,1\n1.0,2,0\n2,3,1\n")) {
      assertThat(Groups.of(data, level, numbers(2, 7))).containsExactly("2", "7.0");
      assertThatThrownBy(() -> Groups.of(data, level, numbers(1)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("data.protected level: rows write one number as 1 and as 1.0");
    }
  }

  private static Frame.Column numbers(double... values) {
    return new Frame.Numbers(values);
  }
}
