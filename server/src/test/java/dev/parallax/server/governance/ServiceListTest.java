package dev.parallax.server.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.State;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.shell.Listing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceListTest {
  private static final List<Service> SERVICES =
      List.of(
          Stand.service("search", "Search", "shop"),
          Stand.service("checkout", "Checkout", "shop"),
          Stand.service("identity", "identity", "platform"),
          Stand.service("exports", "Exports", null),
          Stand.service("docs", "Docs", null));

  private static final Statement STATEMENT =
      Stand.statement(
          Stand.slo("checkout", "checkout-a", State.ON_PACE, 10, 99),
          Stand.slo("checkout", "checkout-b", State.EXHAUSTED, 131, 98),
          Stand.slo("identity", "identity-a", State.ON_PACE, 40, 100),
          Stand.slo("search", "search-a", State.AT_RISK, 80, 97),
          Stand.slo("exports", "exports-a", State.UNKNOWN, 0, 61));

  private final ServiceList list = ServiceList.of(SERVICES, STATEMENT);

  private List<String> picked(String text, String state, String system, String sort) {
    return list.pick(new ServiceList.Wanted(text, state, system, sort)).stream()
        .map(entry -> entry.service().id().value())
        .toList();
  }

  @Test
  void aServiceStandsLikeItsWorstSlo() {
    assertThat(list.entries())
        .filteredOn(entry -> entry.service().title().equals("Checkout"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.state()).isEqualTo("exhausted");
              assertThat(entry.worst())
                  .isNotNull()
                  .extracting(slo -> slo.slo().id().value())
                  .isEqualTo("checkout-b");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''        | checkout search exports identity docs",
        "-state    | identity exports search checkout docs",
        "service   | checkout docs exports identity search",
        "-service  | search identity exports docs checkout",
        "budget    | checkout search identity docs exports",
        "-budget   | identity search checkout docs exports",
        "coverage  | exports search checkout identity docs",
        "-coverage | identity checkout search exports docs",
        "nonsense  | checkout search exports identity docs"
      })
  void sortsByEachColumnAndKeepsWhatIsNotMeasuredLast(String sort, String order) {
    assertThat(picked("", "", "", sort)).containsExactly(order.split(" "));
  }

  @Test
  void filtersByStateSystemAndText() {
    assertThat(picked("", "at-risk", "", "")).containsExactly("search");
    assertThat(picked("", "none", "", "")).containsExactly("docs");
    assertThat(picked("", "", "shop", "")).containsExactly("checkout", "search");
    assertThat(picked(" IDENT ", "", "", "")).containsExactly("identity");
    assertThat(picked("ch", "exhausted", "shop", "")).containsExactly("checkout");
    assertThat(picked("nothing like that", "", "", "")).isEmpty();
  }

  @Test
  void saysInOneSentenceHowTheServicesStand() {
    assertThat(list.sentence())
        .isEqualTo(
            "One of five services is out of budget; one is at risk, one is unknown and one has no measured SLO.");
  }

  @Test
  void goodNewsIsShort() {
    List<Service> one = List.of(Stand.service("identity", "Identity", null));

    assertThat(ServiceList.of(one, STATEMENT).sentence())
        .isEqualTo("None of one service is out of budget.");
  }

  @Test
  void withoutServicesOrFiguresItSaysSo() {
    assertThat(ServiceList.of(List.of(), STATEMENT).sentence())
        .isEqualTo("No service is registered yet.");
    assertThat(ServiceList.of(SERVICES, Stand.statement()).sentence())
        .isEqualTo("Five services are registered, and none has an SLO that is measured.");
  }

  @Test
  void aColumnsHeadTurnsTheOrderAndGoesBackToTheFirstPage() {
    Listing listing = Listing.of("/services").with("q", "a").with("page", "3");

    assertThat(ServiceList.turned(ServiceList.Column.BUDGET, listing))
        .isEqualTo("/services?q=a&sort=budget");
    assertThat(ServiceList.turned(ServiceList.Column.BUDGET, listing.with("sort", "budget")))
        .isEqualTo("/services?q=a&sort=-budget");
    assertThat(ServiceList.turned(ServiceList.Column.STATE, listing))
        .isEqualTo("/services?q=a&sort=-state");
    assertThat(ServiceList.turned(ServiceList.Column.STATE, listing.with("sort", "-state")))
        .isEqualTo("/services?q=a");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "plain|plain",
        "a,b|\"a,b\"",
        "say \"no\"|\"say \"\"no\"\"\"",
        "=1+1|'=1+1",
        "−28.6 %|−28.6 %",
        "-x|'-x"
      })
  void cellsOfASpreadsheetAreTextAndNeverAFormula(String text, String cell) {
    assertThat(ServiceCsv.quoted(text)).isEqualTo(cell);
  }
}
