package dev.countersign.policy;

import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.Forms;
import dev.countersign.manifest.Frozen;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.binding.AtLeastOne;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Document;
import dev.countersign.manifest.binding.Form;
import dev.countersign.manifest.binding.Rest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A policy as it is written: a tier's floor, or an organisation's pack that tightens it. */
@Document(apiVersion = ReleaseManifest.API_VERSION, kind = PolicyPack.KIND)
@Doc("A tier's floor, or an organisation's pack that tightens it. Every bar names its basis.")
public record PolicyPack(
    @Doc("Its name, which the passport shows.")
        @Form(pattern = Forms.NAME, words = Forms.NAME_WORDS)
        String name,
    @Doc("The tier it is for; a pack without one is for every tier.") @Nullable RiskTier tier,
    @Doc("What it is for, in words.") @Nullable String description,
    @Doc("Bars and options by gate; live checks stand under rollout and serving-check.")
        Map<String, GatePolicy> gates,
    @Doc("Who has to sign.") List<SeatPolicy> seats,
    @Doc("How long an inconclusive gate waits for a person.") @Nullable HoldPolicy hold,
    @Doc("How long after release one command goes back.") @Nullable RollbackPolicy rollback,
    @Doc("What a waiver may do.") @Nullable WaiverPolicy waivers,
    @Doc("Who has to sign before a rollout step's bake is cut short.")
        @Nullable PromotionPolicy promotion,
    @Doc("How far protected attributes may be used: by attribute, and any for the others.")
        Map<String, UsePolicy> protectedUse) {

  public static final String KIND = "Policy";

  /** The key of {@link #protectedUse} that holds for attributes not named. */
  public static final String ANY = "any";

  public PolicyPack {
    gates = Frozen.copyOf(gates);
    seats = seats == null ? List.of() : List.copyOf(seats);
    protectedUse = Frozen.copyOf(protectedUse);
  }

  /** One gate's bars and options. */
  public record GatePolicy(
      @Doc("Bars by check id.") Map<String, BarPolicy> checks,
      @Doc("The basis of the options.") @Nullable String basis,
      @Doc("The gate's own options, beside checks.") @Rest Map<String, Object> options) {
    public GatePolicy {
      checks = Frozen.copyOf(checks);
      options = Frozen.copyOf(options);
    }
  }

  /** One bar; what is left out is left to the policies below it. */
  public record BarPolicy(
      @Doc("The smallest value allowed.") @Nullable Double min,
      @Doc("The largest value allowed.") @Nullable Double max,
      @Doc("The largest loss allowed against the incumbent, in the check's unit.")
          @Nullable Double maxDrop,
      @Doc("What a failure does; default the floor's, else block.") @Nullable Severity severity,
      @Doc("Which figure must lie inside the bounds; default estimate.")
          @Nullable DecideOn decideOn,
      @Doc("The article, rule or reason it rests on.") String basis) {}

  /** A seat, or the tightening of one. */
  public record SeatPolicy(
      @Doc("Its role.") @Form(pattern = Forms.ID, words = Forms.ID_WORDS) String role,
      @Doc("The board it sits on.") Board board,
      @Doc("Who may fill it; left out, whoever the trust file allows the role.")
          @Form(pattern = Forms.PERSON, words = Forms.PERSON_WORDS)
          List<String> people,
      @Doc("When the answer becomes no.")
          @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
          String deadline,
      @Doc("The article, rule or reason it rests on.") String basis) {
    public SeatPolicy {
      people = people == null ? List.of() : List.copyOf(people);
    }
  }

  /** What an inconclusive gate waits for. */
  public record HoldPolicy(
      @Doc("When the answer becomes no.")
          @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
          String deadline,
      @Doc("The article, rule or reason it rests on.") String basis) {}

  /** The way back after release. */
  public record RollbackPolicy(
      @Doc("How long it is kept open; longer is tighter.")
          @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
          String window,
      @Doc("The article, rule or reason it rests on.") String basis) {}

  /** Waivers: signed, expiring, disclosed. */
  public record WaiverPolicy(
      @Doc("The longest a waiver may hold; older ones are not fresh enough to count.")
          @Form(pattern = Forms.DURATION, words = Forms.DURATION_WORDS)
          String longest,
      @Doc("The seats that all have to sign it.")
          @AtLeastOne
          @Form(pattern = Forms.ID, words = Forms.ID_WORDS)
          List<String> seats,
      @Doc("The article, rule or reason it rests on.") String basis) {
    public WaiverPolicy {
      seats = List.copyOf(seats);
    }
  }

  /** Promotions: a rollout step that is left before its bake is over. */
  public record PromotionPolicy(
      @Doc("The seats that all have to sign it.")
          @AtLeastOne
          @Form(pattern = Forms.ID, words = Forms.ID_WORDS)
          List<String> seats,
      @Doc("The article, rule or reason it rests on.") String basis) {
    public PromotionPolicy {
      seats = List.copyOf(seats);
    }
  }

  /** How far an attribute may be used. */
  public record UsePolicy(
      @Doc("The uses that are allowed.") @AtLeastOne List<Use> allow,
      @Doc("The article, rule or reason it rests on.") String basis) {
    public UsePolicy {
      allow = List.copyOf(allow);
    }
  }
}
