package dev.countersign.worker.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Loan applications that never were, the same every time, with a bias put in on purpose: clerks
 * decided by what an applicant can bear, then refused {@value #WRONGED_PERCENT} % of the acceptable
 * applications of people of {@value #YOUNG} and under for no other reason.
 */
public final class DemoData {
  /** Applications. */
  public static final int ROWS = 6_000;

  /** The age up to which people were wronged. */
  public static final int YOUNG = 25;

  /** How many of the young whom the clerks should have accepted they refused. */
  public static final int WRONGED_PERCENT = 35;

  private static final long SEED = 20_261_101L;
  private static final int LONGEST_JOB = 8;
  private static final List<String> HOUSING = List.of("owns", "rents", "with family");
  private static final List<String> PURPOSE = List.of("car", "home", "education", "business");

  private DemoData() {}

  /**
   * One application.
   *
   * @param age in years
   * @param income a year, in thousands
   * @param debt of what is earned, the share that goes into debt already, in [0, 1]
   * @param amount asked for, in thousands
   * @param savings in thousands
   * @param yearsAtJob years with the present employer
   * @param latePayments in the last two years
   * @param cashFlow what the applicant's bank says of the flow of money, 0 to 100; only the new
   *     application form asks for it
   */
  private record Applicant(
      int age,
      boolean woman,
      double income,
      double debt,
      double amount,
      double savings,
      int yearsAtJob,
      int latePayments,
      double cashFlow) {

    static Applicant any(RandomGenerator chance) {
      int age = 18 + (int) (57 * Math.pow(chance.nextDouble(), 1.4));
      int longest = Math.min(age - 17, LONGEST_JOB);
      double income = Math.exp(3.4 + 0.35 * chance.nextGaussian());
      double debt = Math.clamp(0.3 + 0.15 * chance.nextGaussian(), 0, 1);
      int late = Math.max(0, (int) (1.2 * chance.nextGaussian()));
      double sound = 55 + 0.4 * (income - 32) - 40 * (debt - 0.3) - 6 * late;
      return new Applicant(
          age,
          chance.nextBoolean(),
          income,
          debt,
          Math.exp(2.2 + 0.6 * chance.nextGaussian()),
          Math.max(0, Math.exp(1.5 + chance.nextGaussian()) - 1),
          chance.nextInt(longest),
          late,
          Math.clamp(sound + 8 * chance.nextGaussian(), 0, 100));
    }

    /** The log-odds that a fair clerk accepts. */
    double bearable() {
      return 1.1
          + 0.045 * (income - 32)
          - 5 * (debt - 0.3)
          - 0.05 * (amount - 10)
          + 0.06 * savings
          + 0.02 * yearsAtJob
          - 0.9 * latePayments;
    }
  }

  /** Writes the applications as CSV. */
  public static void write(Path file) throws IOException {
    SplittableRandom chance = new SplittableRandom(SEED);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "application_id,age,sex,income,debt_share,amount,savings,years_at_job,late_payments,"
              + "cash_flow_score,housing,purpose,decision\n");
      for (int row = 1; row <= ROWS; row++) {
        out.write(line(row, Applicant.any(chance), chance));
      }
    }
  }

  private static String line(int row, Applicant one, RandomGenerator chance) {
    boolean acceptable = chance.nextDouble() < 1 / (1 + Math.exp(-one.bearable()));
    boolean wronged = one.age() <= YOUNG && chance.nextInt(100) < WRONGED_PERCENT;
    return String.format(
        Locale.ROOT,
        "L%05d,%d,%s,%.1f,%.3f,%.1f,%.1f,%d,%d,%.1f,%s,%s,%s%n",
        row,
        one.age(),
        one.woman() ? "female" : "male",
        one.income(),
        one.debt(),
        one.amount(),
        one.savings(),
        one.yearsAtJob(),
        one.latePayments(),
        one.cashFlow(),
        HOUSING.get(chance.nextInt(HOUSING.size())),
        PURPOSE.get(chance.nextInt(PURPOSE.size())),
        acceptable && !wronged ? "accepted" : "refused");
  }
}
