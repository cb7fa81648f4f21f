package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.text.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private final FakeServer server = start();

  private static FakeServer start() {
    try {
      return new FakeServer();
    } catch (IOException broken) {
      throw new IllegalStateException("the fake server did not start", broken);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aStatementIsAnAlignedTableOfItsOwnWords() throws IOException {
    server.answering("GET /api/v1/statements/latest", 200, Run.fixture("statement.json"));

    Run run = Run.with(server, "statement");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(Run.fixture("statement.txt"));
    assertThat(run.code()).isZero();
  }

  @Test
  void aStatementAsJsonIsTheAnswerAsItCame() throws IOException {
    server.answering("GET /api/v1/statements/S-WJ5T6-3", 200, Run.fixture("statement.json"));

    Run run = Run.with(server, "statement", "S-WJ5T6-3", "--json");

    assertThat(run.out()).isEqualTo(Run.fixture("statement.json") + "\n");
  }

  @Test
  void aStatementOfThePastIsAskedForByItsInstant() throws IOException {
    server.answering(
        "GET /api/v1/statements?asOf=2026-11-01T00%3A00%3A00Z", 200, Run.fixture("statement.json"));

    Run run = Run.with(server, "statement", "--as-of", "2026-11-01T00:00:00Z");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Statement S-WJ5T6-3 as of 23 Nov 2026, 07:54 UTC.");
  }

  @Test
  void anInstantWithoutAZoneIsWrongUsage() {
    Run run = Run.with(server, "statement", "--as-of", "2026-11-01");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("--as-of 2026-11-01: not an instant. Expected");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void anIdAndAnInstantTogetherAreWrongUsage() {
    Run run = Run.with(server, "statement", "S-1", "--as-of", "2026-11-01T00:00:00Z");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Expected one of them");
  }

  @Test
  void aStatementWithoutSlosSaysHowToRegisterSome() {
    server.answering(
        "GET /api/v1/statements/latest",
        200,
        "{\"id\":\"S-1-0\",\"asOfText\":\"now\",\"sample\":false,\"slos\":[]}");

    Run run = Run.with(server, "statement");

    assertThat(run.out())
        .isEqualTo(
            """
            No SLO is registered. Register some: parallax apply -f DIR.

            Statement S-1-0 as of now.
            """);
  }

  @Test
  void coloursAreShownOnlyWhereTheTerminalShowsThem() throws IOException {
    server.answering("GET /api/v1/statements/latest", 200, Run.fixture("statement.json"));
    Map<String, String> environment = Map.of("PARALLAX_URL", server.url());

    Run coloured = new Run.Setting("", environment, true).run("statement");
    Run plain = new Run.Setting("", environment, false).run("statement");

    assertThat(coloured.out()).contains("\u001b[31mOut of budget\u001b[0m");
    assertThat(plain.out()).doesNotContain("\u001b");
    assertThat(coloured.out().replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain.out());
  }

  @Test
  void aHomeShowsEachQuestionAnsweredOrWithWhatItNeeds() throws IOException {
    server.answering("GET /api/v1/homes/sre?service=checkout", 200, Run.fixture("home.json"));

    Run run = Run.with(server, "home", "sre", "--service", "checkout");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            sre · checkout

            SRE1   Which budgets burn too fast?
                   One: checkout-availability is out of budget.

            SRE2   Which alerts woke somebody?
                   not answered yet, needs incidents

            SRE3   Where is coverage low?
                   items:
                     SLO             COVERAGE
                     search-latency  98.5 %

            Statement S-WJ5T6-3 as of 2026-11-23T07:54:00Z.
            """);
  }

  @Test
  void anSloShowsTheWordsOfItsObjectivesAndBurnRates() throws IOException {
    String slo =
        Run.fixture("statement.json").transform(text -> sloOf(text, "checkout-availability"));
    server.answering("GET /api/v1/slos/checkout-availability?statement=S-WJ5T6-3", 200, slo);

    Run run = Run.with(server, "slo", "checkout-availability", "--statement", "S-WJ5T6-3");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(Run.fixture("slo.txt"));
  }

  private static String sloOf(String statement, String id) {
    return Json.read(statement).stream()
        .flatMap(tree -> Json.items(tree, "slos"))
        .filter(slo -> Json.text(slo, "id").equals(id))
        .map(Json::write)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aReceiptPrintsWordsInPlaceOfFiguresAndListsAsTables() throws IOException {
    server.answering(
        "GET /api/v1/slos/checkout-availability/receipt?objective=available",
        200,
        Run.fixture("receipt.json"));

    Run run = Run.with(server, "receipt", "checkout-availability", "--objective", "available");

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(Run.fixture("receipt.txt"));
  }

  @Test
  void aNameWithASlashStaysOneSegmentOfThePath() {
    Run.with(server, "slo", "a/b c");

    assertThat(server.requests().getFirst().line()).isEqualTo("GET /api/v1/slos/a%2Fb%20c");
  }
}
