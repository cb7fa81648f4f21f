package dev.parallax.benchmarks;

import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.SliId;
import dev.parallax.budget.SloId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Fills the database of a stopped or running installation with the history of many SLOs, and
/// writes the documents that define them. What it writes is what the product itself would have
/// written.
///
/// Arguments: `definitions FOLDER SLOS`, or `history JDBC-URL PASSWORD SLOS DAYS TRAFFIC`.
final class FilledDatabase {
  private static final int SLOS_A_SERVICE = 5;
  private static final int SLOS_A_FILE = 2_500;
  private static final int DIFFERENT = 32;

  private FilledDatabase() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    switch (arguments[0]) {
      case "definitions" -> define(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
      case "history" ->
          fill(
              arguments[1],
              arguments[2],
              Integer.parseInt(arguments[3]),
              Integer.parseInt(arguments[4]),
              Traffic.valueOf(arguments[5]));
      default -> throw new IllegalArgumentException("definitions or history: see its first line");
    }
  }

  private static void define(Path folder, int slos) throws IOException {
    Files.createDirectories(folder);
    for (int first = 0; first < slos; first += SLOS_A_FILE) {
      StringBuilder documents = new StringBuilder();
      for (int i = first; i < Math.min(slos, first + SLOS_A_FILE); i++) {
        if (i % SLOS_A_SERVICE == 0) {
          documents.append(service(i / SLOS_A_SERVICE));
        }
        documents.append(slo(i));
      }
      Files.writeString(folder.resolve("slos-%06d.yaml".formatted(first)), documents);
    }
  }

  private static String service(int number) {
    return """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: {name: service-%05d}
        spec: {type: service, lifecycle: production, owner: 'user:somebody'}
        ---
        """
        .formatted(number);
  }

  private static String slo(int number) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: slo-%1$06d, displayName: Requests answered}
        spec:
          service: service-%2$05d
          indicator:
            metadata: {name: slo-%1$06d}
            spec:
              ratioMetric:
                counter: true
                bad: {metricSource: {type: Prometheus, spec: {query: 'requests{slo="%1$d",code="500"}'}}}
                total: {metricSource: {type: Prometheus, spec: {query: 'requests{slo="%1$d"}'}}}
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{displayName: agreed, target: 0.995}]
        ---
        """
        .formatted(number, number / SLOS_A_SERVICE);
  }

  private static void fill(String url, String password, int slos, int days, Traffic traffic)
      throws SQLException {
    long end = Instant.now().getEpochSecond() / 3600;
    List<List<String>> histories = new ArrayList<>();
    for (int i = 0; i < DIFFERENT; i++) {
      histories.add(history(i, end, days, traffic));
    }
    try (Connection connection = DriverManager.getConnection(url, "parallax", password)) {
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy slice_hour (slo, sli, hour, revision, packed) from stdin");
      for (int i = 0; i < slos; i++) {
        String slo = "slo-%06d\tdefault\t".formatted(i);
        for (String row : histories.get(i % DIFFERENT)) {
          byte[] line = (slo + row).getBytes(StandardCharsets.US_ASCII);
          copy.writeToCopy(line, 0, line.length);
        }
      }
      System.out.printf("%,d hours of %,d SLOs%n", copy.endCopy(), slos);
    }
  }

  private static List<String> history(long seed, long endHour, int days, Traffic traffic) {
    SliId sli = new SliId(new SloId("any"), SliId.DEFAULT);
    BudgetLedger ledger = BudgetLedger.inMemory();
    long first = endHour - Duration.ofDays(days).toHours();
    ledger.addAll(sli, traffic.slices(seed, first * 60, endHour * 60));
    List<String> rows = new ArrayList<>();
    for (long hour = first; hour < endHour; hour++) {
      byte[] packed = ledger.packed(sli, hour);
      if (packed != null) {
        rows.add("%d\t0\t\\\\x%s\n".formatted(hour, HexFormat.of().formatHex(packed)));
      }
    }
    return rows;
  }
}
