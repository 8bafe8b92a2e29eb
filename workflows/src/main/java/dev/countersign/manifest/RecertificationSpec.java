package dev.countersign.manifest;

import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Form;
import org.jspecify.annotations.Nullable;

/** When the release has to be looked at again, and by whom. */
public record RecertificationSpec(
    @Doc("How often, for example 365d.")
        @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
        String every,
    @Doc("Who sees to it; default the model's owner.") @Nullable String owner) {}
