package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A change of an SLO is proposed, asked about, decided and registered, by programs: who may move
/// it, what its clocks do, and what is written down. The clock is moved by the test.
@TestInstance(Lifecycle.PER_CLASS)
class DecisionsIT {
  private final Deciding here;
  private final Path folder;

  DecisionsIT(@TempDir Path data, @TempDir Path folder) throws IOException {
    this.folder = folder;
    here = new Deciding(data, folder, Map.of());
  }

  @AfterAll
  void stop() {
    here.close();
  }

  @Test
  void applyingAChangedSloOpensAProposalAndChangesNothing() throws IOException {
    String service = here.registered("opened");
    Path file = Files.writeString(folder.resolve("opened.yaml"), Deciding.slo(service, "0.999"));
    CommandLine petra = new CommandLine(here.parallax(), here.who("petra").token());

    String printed = petra.run("apply", "-f", file.toString());
    String again = petra.run("apply", "-f", file.toString());

    assertThat(printed).contains("proposed", "/decisions/D-").isEqualTo(again);
    assertThat(here.wording(service)).contains("0.99\n").doesNotContain("0.999");
    String decision = printed.replaceAll("(?s).*/decisions/(D-[0-9]+).*", "$1");
    JsonNode seen = here.who("olga").sees(decision);
    assertThat(seen.get("state").asText()).isEqualTo("consulting");
    assertThat(seen.get("subject").asText()).contains("99.9 %", "99 %");
    assertThat(logins(seen.at("/parts/asked"), "who")).containsExactlyInAnyOrder("dora", "sven");
    assertThat(logins(seen.at("/parts/deciders"), "")).containsExactly("olga");
    assertThat(here.audit(decision)).containsExactly("person:petra agree/propose done");
  }

  private static List<String> logins(JsonNode people, String within) {
    return people
        .valueStream()
        .map(each -> within.isEmpty() ? each : each.get(within))
        .map(each -> each.get("person").asText())
        .toList();
  }

  @Test
  void whatIsAgreedToIsRegisteredAndStandsInTheHistoryOfTheSlo() {
    String service = "agreed";
    String decision = here.proposed(service, "petra", "0.999");
    here.who("dora").does("for", decision, "");

    String early = here.who("olga").mayNot(409, "approve", decision, Deciding.WHY);
    here.window(decision);
    here.until(decision, "the window's clock", Deciding::rang);
    here.who("olga").does("approve", decision, Deciding.WHY);

    assertThat(early).contains("sven may still answer until");
    assertThat(here.state(decision)).isEqualTo("approved");
    assertThat(here.wording(service)).contains("0.999");
    HttpResponse<String> page =
        here.parallax().get("/definitions/SLO/%s-answers".formatted(service));
    assertThat(page.body()).contains("has two wordings", "by decision " + decision);
    here.clock.add(Duration.ofMinutes(5));
    JsonNode slo =
        Poll.until(
                "the statement of the new wording",
                Deciding.PATIENCE,
                () -> here.api().json("/api/v1/slos/%s-answers".formatted(service)),
                found -> found.at("/slo/version").asInt() == 2)
            .get("slo");
    assertThat(slo.at("/objectives/0/targetText").asText()).isEqualTo("99.9\u00a0%");
    assertThat(here.audit(decision))
        .containsExactlyInAnyOrder(
            "person:petra agree/propose done",
            "person:dora agree/opine done",
            "person:olga agree/approve failed",
            "person:olga agree/approve done",
            "parallax agree/clock done");
  }

  @Test
  void aCommandThatIsSentAgainIsTakenOnceAndItsKeyIsGoodForNoOther() {
    String decision = here.proposed("repeated", "petra", "0.999");
    Map<String, String> opinion = Map.of("verb", "against", "why", "It costs too much.");

    HttpResponse<String> first = here.who("dora").tries(decision, opinion, "key-1");
    HttpResponse<String> again = here.who("dora").tries(decision, opinion, "key-1");
    HttpResponse<String> other =
        here.who("dora").tries(decision, Map.of("verb", "for", "why", "It costs little."), "key-1");
    HttpResponse<String> stranger = here.who("sven").tries(decision, opinion, "key-1");

    assertThat(List.of(first.statusCode(), again.statusCode())).containsOnly(200);
    assertThat(Api.tree(again.body()).at("/decision/history"))
        .isEqualTo(Api.tree(first.body()).at("/decision/history"));
    assertThat(List.of(other.statusCode(), stranger.statusCode())).containsOnly(409);
    assertThat(Api.tree(other.body()).get("detail").asText()).contains("key-1", "another command");
    assertThat(here.audit(decision))
        .filteredOn(event -> event.equals("person:dora agree/opine done"))
        .hasSize(1);
  }

  @Test
  void whoHasNoSeatMovesNothingIsToldWhoseItIsAndIsWrittenDown() {
    String decision = here.proposed("refused", "petra", "0.999");

    String developer = here.who("dora").mayNot(403, "approve", decision, Deciding.WHY);
    String product = here.who("petra").mayNot(403, "for", decision, Deciding.WHY);
    String consumer = here.who("carl").mayNot(403, "approve", decision, Deciding.WHY);
    HttpResponse<String> looked = here.who("carl").get("/api/v1/decisions/" + decision);

    assertThat(developer).contains("dora has no seat by which to approve", "It is for olga");
    assertThat(product).contains("It is for dora, sven");
    assertThat(consumer).contains("carl has no seat");
    assertThat(looked.statusCode()).isEqualTo(403);
    assertThat(here.who("dora").verbs(decision)).contains("for", "against", "neutral", "hold");
    assertThat(here.who("nora").verbs(decision)).isEmpty();
    assertThat(here.audit(decision))
        .contains(
            "person:dora agree/approve refused",
            "person:petra agree/opine refused",
            "person:carl agree/approve refused");
    assertThat(
            here.events(decision)
                .filter(event -> event.get("who").asText().equals("person:dora"))
                .map(event -> event.get("reason").asText()))
        .containsExactly(developer);
    assertThat(here.state(decision)).isEqualTo("consulting");
  }

  @Test
  void whoHasNoSeatToProposeIsRefusedWithTheNamesOfThoseWhoHave() {
    String service = here.registered("unproposed");

    assertThatThrownBy(() -> here.who("dora").proposes(Deciding.slo(service, "0.999")))
        .hasMessageContaining("dora has no seat to propose")
        .hasMessageContaining("petra, lena and mia");
    assertThat(here.wording(service)).contains("0.99\n");
  }

  @Test
  void aHoldStopsItUntilItEndsAndItsTimeIsGivenBack() {
    String decision = here.proposed("held", "petra", "0.999");
    Instant due = here.time(decision, "decideBy");
    String long_ = here.clock.now().plus(Duration.ofHours(30)).toString();
    String end = here.clock.now().plus(Duration.ofHours(20)).toString();
    Map<String, String> hold = Map.of("verb", "hold", "why", "I am measuring.", "until", end);

    String tooLong =
        here.who("sven").mayNot(409, decision, Map.of("verb", "hold", "why", "x", "until", long_));
    here.who("sven").does(decision, hold);
    String held = here.who("olga").mayNot(409, "approve", decision, Deciding.WHY);
    String lifted = here.who("petra").mayNot(409, "lift", decision, "Go on.");
    here.clock.to(Instant.parse(end).plusSeconds(1));

    assertThat(tooLong).contains("24 hours at most");
    assertThat(held).contains("held by sven");
    assertThat(lifted).contains("sven holds it");
    here.until(decision, "the end of the hold", Deciding::rang);
    assertThat(here.state(decision)).isEqualTo("consulting");
    assertThat(Duration.between(due, here.time(decision, "decideBy")))
        .isCloseTo(Duration.ofHours(20), Duration.ofMinutes(1));
    assertThat(
            here.who("sven")
                .mayNot(
                    409,
                    decision,
                    Map.of(
                        "verb",
                        "hold",
                        "why",
                        "Once more.",
                        "until",
                        here.clock.now().plus(Duration.ofHours(1)).toString())))
        .contains("may hold once");
  }

  @Test
  void whatIsReturnedIsChangedAndAskedAgain() {
    String service = "returned";
    String decision = here.proposed(service, "petra", "0.9999");
    here.who("dora").does("for", decision, "");
    here.who("olga").does("return", decision, "Four nines are too many.");

    assertThat(here.who("olga").mayNot(409, "approve", decision, Deciding.WHY))
        .contains("returned by olga");
    assertThat(here.who("petra").proposes(Deciding.slo(service, "0.999"))).isEqualTo(decision);

    JsonNode seen = here.who("dora").sees(decision);
    assertThat(seen.get("state").asText()).isEqualTo("consulting");
    assertThat(seen.get("subject").asText()).contains("99.9 %").doesNotContain("99.99 %");
    assertThat(seen.at("/parts/asked/0/word").asText()).isEqualTo("waiting");
    here.who("olga").does(decision, Map.of("verb", "waive", "why", "On leave.", "person", "sven"));
    here.who("dora").does("neutral", decision, "");
    here.who("olga").does("approve", decision, Deciding.WHY);
    assertThat(here.wording(service)).contains("0.999\n");
  }

  @Test
  void whatIsTakenBackIsOver() {
    String service = "withdrawn";
    String decision = here.proposed(service, "petra", "0.999");

    assertThat(here.who("olga").mayNot(403, "withdraw", decision, "No."))
        .contains("It is for petra");
    here.who("petra").does("withdraw", decision, "We measure first.");

    assertThat(here.who("dora").mayNot(409, "for", decision, ""))
        .contains("withdrawn already, by petra");
    assertThat(here.wording(service)).contains("0.99\n");
    assertThat(here.who("petra").proposes(Deciding.slo(service, "0.999"))).isNotEqualTo(decision);
  }

  @Test
  void theWorkAndTheDecisionGoToOthersByName() {
    String decision = here.proposed("handed", "petra", "0.999");

    here.who("olga")
        .does(decision, Map.of("verb", "reassign", "why", "Lena knows.", "person", "lena"));
    here.who("olga")
        .does(decision, Map.of("verb", "delegate", "why", "I travel.", "person", "mia"));
    String onward =
        here.who("mia")
            .mayNot(409, decision, Map.of("verb", "delegate", "why", "Me too.", "person", "eva"));
    here.window(decision);
    here.who("mia").does("approve", decision, Deciding.WHY);

    assertThat(onward).contains("What was handed over is not handed on");
    assertThat(here.who("lena").sees(decision).get("sentence").asText())
        .contains("Mia Manager, on behalf of Olga Owner, agreed to " + decision);
    assertThat(here.events(decision).filter(each -> each.get("what").asText().endsWith("/approve")))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.get("who").asText()).isEqualTo("person:mia");
              assertThat(event.get("onBehalfOf").asText()).isEqualTo("olga");
              assertThat(event.get("reason").asText()).isEqualTo(Deciding.WHY);
            });
  }

  @Test
  void whoAsksToLoosenAPromiseDoesNotAgreeToIt() {
    String service = "loosened";
    String tighter = here.proposed(service, "olga", "0.999");
    here.who("olga").does("withdraw", tighter, "Later.");
    String looser = here.who("olga").proposes(Deciding.slo(service, "0.9"));
    here.window(looser);

    assertThat(logins(here.who("olga").sees(tighter).at("/parts/deciders"), "")).contains("olga");
    assertThat(logins(here.who("olga").sees(looser).at("/parts/deciders"), ""))
        .containsExactly("dirk");
    assertThat(here.who("olga").mayNot(403, "approve", looser, Deciding.WHY))
        .contains("It is for dirk");
    here.who("dirk").does("approve", looser, Deciding.WHY);
    assertThat(here.wording(service)).contains("0.9\n");
  }

  @Test
  void whereTheMatrixWantsTwoToAgreeOneAloneRegistersNothing() {
    String service = "eyes";
    String decision = here.proposed(service, "petra", "0.999");
    here.window(decision);

    here.who("olga").does("approve", decision, Deciding.WHY);
    String before = here.wording(service);
    here.who("olga").mayNot(403, "sign-off-on", decision, Deciding.WHY);
    here.who("lena").does("sign-off-on", decision, Deciding.WHY);

    assertThat(before).contains("0.99\n");
    assertThat(here.wording(service)).contains("0.999\n");
    assertThat(here.audit(decision))
        .contains("person:olga agree/approve done", "person:lena agree/sign-off done");
  }

  @Test
  void whatIsLateClimbsOneRungAtATimeAndEachClockRingsOnce() {
    String decision = here.proposed("late", "petra", "0.999");
    here.window(decision);
    Instant due = here.time(decision, "decideBy");

    assertThat(here.who("dirk").verbs(decision)).doesNotContain("approve");
    here.clock.to(due.plusSeconds(1));
    Poll.until("the reminder", Deciding.PATIENCE, () -> rung(decision), rungs -> rungs == 2);
    assertThat(here.who("dirk").mayNot(403, "approve", decision, Deciding.WHY))
        .contains("It is for olga");
    here.clock.to(due.plus(Duration.ofDays(12)));
    Poll.until("every rung", Deciding.PATIENCE, () -> rung(decision), rungs -> rungs == 6);

    assertThat(here.who("olga").sees(decision).at("/times/overdue").asBoolean()).isTrue();
    assertThat(
            here.events(decision)
                .filter(event -> event.get("what").asText().equals("agree/clock"))
                .map(event -> event.get("detail").asText()))
        .containsExactly(
            "1/window",
            "1.0/accountable",
            "1.0/deputy",
            "1.0/manager",
            "1.0/service-owner",
            "1.0/executive");
    here.who("dirk").does("approve", decision, Deciding.WHY);
    assertThat(here.state(decision)).isEqualTo("approved");
  }

  private long rung(String decision) {
    return here.audit(decision).stream().filter("parallax agree/clock done"::equals).count();
  }

  @Test
  void aLaterDeadlineIsNeverAnEarlierOne() {
    String decision = here.proposed("extended", "petra", "0.999");
    Instant due = here.time(decision, "decideBy");
    Instant later = due.plus(Duration.ofDays(7));

    String back =
        here.who("olga")
            .mayNot(
                409,
                decision,
                Map.of(
                    "verb",
                    "extend",
                    "why",
                    Deciding.WHY,
                    "until",
                    due.minusSeconds(1).toString()));
    here.who("olga")
        .does(decision, Map.of("verb", "extend", "why", Deciding.WHY, "until", later.toString()));

    assertThat(back).contains("never back");
    assertThat(here.time(decision, "decideBy")).isEqualTo(later);
  }

  @Test
  void whereItIsPermissiveItIsChangedAndWrittenDownWhoWouldHaveBeenAsked() {
    String service = here.registered("loose");

    HttpResponse<String> answer =
        here.api().define(Map.of("slo.yaml", Deciding.slo(service, "0.999")));

    assertThat(Api.tree(answer.body()).at("/results/0/outcome").asText()).isEqualTo("changed");
    assertThat(here.wording(service)).contains("0.999\n");
    assertThat(here.events("slo/loose-answers"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.get("reason").asText())
                  .contains("without agreement, since 'agree' is permissive for loose");
              assertThat(event.get("detail").asText())
                  .contains("enforcing, olga would have been asked to agree");
            });
  }
}
