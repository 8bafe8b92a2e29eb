package dev.countersign.manifest;

/**
 * Use cases a manifest may name, each with the risk tier it implies and the legal ground
 * (Regulation (EU) 2024/1689). Written in manifests in lower case with dashes.
 */
public enum UseCase {
  SOCIAL_SCORING(RiskTier.UNACCEPTABLE, "Article 5(1)(c)"),
  MANIPULATION(RiskTier.UNACCEPTABLE, "Article 5(1)(a)"),
  EXPLOITING_VULNERABILITY(RiskTier.UNACCEPTABLE, "Article 5(1)(b)"),
  PREDICTIVE_POLICING_BY_PROFILE(RiskTier.UNACCEPTABLE, "Article 5(1)(d)"),
  FACE_SCRAPING(RiskTier.UNACCEPTABLE, "Article 5(1)(e)"),
  EMOTION_RECOGNITION_AT_WORK(RiskTier.UNACCEPTABLE, "Article 5(1)(f)"),
  BIOMETRIC_CATEGORISATION(RiskTier.UNACCEPTABLE, "Article 5(1)(g)"),
  REAL_TIME_BIOMETRIC_IDENTIFICATION(RiskTier.UNACCEPTABLE, "Article 5(1)(h)"),
  BIOMETRICS(RiskTier.HIGH, "Annex III, point 1"),
  CRITICAL_INFRASTRUCTURE(RiskTier.HIGH, "Annex III, point 2"),
  EDUCATION(RiskTier.HIGH, "Annex III, point 3"),
  EMPLOYMENT(RiskTier.HIGH, "Annex III, point 4"),
  ACCESS_TO_ESSENTIAL_SERVICES(RiskTier.HIGH, "Annex III, point 5(a)"),
  CREDITWORTHINESS(RiskTier.HIGH, "Annex III, point 5(b)"),
  INSURANCE_PRICING(RiskTier.HIGH, "Annex III, point 5(c)"),
  EMERGENCY_DISPATCH(RiskTier.HIGH, "Annex III, point 5(d)"),
  LAW_ENFORCEMENT(RiskTier.HIGH, "Annex III, point 6"),
  MIGRATION(RiskTier.HIGH, "Annex III, point 7"),
  JUSTICE_AND_DEMOCRACY(RiskTier.HIGH, "Annex III, point 8"),
  MEDICAL_DEVICE(RiskTier.HIGH, "Article 6(1) and Annex I, section A"),
  CHATBOT(RiskTier.LIMITED, "Article 50(1)"),
  CONTENT_GENERATION(RiskTier.LIMITED, "Article 50(2)"),
  RECOMMENDATION(RiskTier.MINIMAL, "no specific duty"),
  SPAM_FILTER(RiskTier.MINIMAL, "no specific duty"),
  FORECASTING(RiskTier.MINIMAL, "no specific duty"),
  OTHER(RiskTier.MINIMAL, "no specific duty");

  private final RiskTier tier;
  private final String ground;

  UseCase(RiskTier tier, String ground) {
    this.tier = tier;
    this.ground = ground;
  }

  /** The tier the use case implies; a manifest may raise it, never lower it. */
  public RiskTier tier() {
    return tier;
  }

  /** The article or annex of Regulation (EU) 2024/1689 that the tier rests on. */
  public String ground() {
    return ground;
  }
}
