package dev.countersign.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MlflowNamesTest {
  @Test
  void comparisonsBecomeWordsAndPlainNamesStay() {
    assertThat(MlflowNames.encode("disparate-impact/age/<=25"))
        .isEqualTo("disparate-impact/age/at most 25");
    assertThat(MlflowNames.encode("race & sex")).isEqualTo("race and sex");
    assertThat(MlflowNames.encode("roc-auc")).isEqualTo("roc-auc");
    assertThat(MlflowNames.encode("größe")).isEqualTo("gr_f6_dfe");
  }

  @Property
  void everyNameIsOneThatMlflowTakes(@ForAll String name) {
    assertThat(MlflowNames.encode(name)).matches("[A-Za-z0-9_.:/ -]*");
  }

  @Test
  void namesThatWouldBecomeOneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MlflowNames.encodeKeys(Map.of("a<b", 1, "aunder b", 2)));
  }
}
