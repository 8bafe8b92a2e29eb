package dev.countersign.manifest;

import dev.countersign.manifest.binding.AtLeastOne;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A seat beyond the policy's, or a tightening of one of its seats. */
public record ApprovalSpec(
    @Doc("Its role, for example data-protection.") @Form(pattern = Forms.ID, words = Forms.ID_WORDS)
        String seat,
    @Doc("Who may fill it; for a seat of the policy this narrows who may.")
        @AtLeastOne
        @Form(pattern = Forms.PERSON, words = Forms.PERSON_WORDS)
        List<String> people,
    @Doc("The board it sits on; default where the policy seats it, else both.")
        @Nullable Board board,
    @Doc("When the answer becomes no, for example 3d; may only shorten the policy's.")
        @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
        @Nullable String deadline) {
  public ApprovalSpec {
    people = people == null ? List.of() : List.copyOf(people);
  }

  /** The moments people are asked at. */
  public enum Board {
    @Doc("Before the data is used.")
    DATA,
    @Doc("Before any traffic.")
    DEPLOYMENT
  }
}
