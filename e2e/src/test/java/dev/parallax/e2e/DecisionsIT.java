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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A change of an SLO is proposed, asked about, decided and registered, by programs: who may move
/// it, what its clocks do, and what is written down. The clock is moved by the test.
@TestInstance(Lifecycle.PER_CLASS)
class DecisionsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String WHY = "The figures of the last quarter say so.";

  private final MovedClock clock;
  private final RunningParallax parallax;
  private final Api api;
  private final Map<String, Member> people = new HashMap<>();
  private final Path folder;

  DecisionsIT(@TempDir Path data, @TempDir Path folder) throws IOException {
    this.folder = folder;
    clock = new MovedClock(folder);
    Map<String, String> settings = new HashMap<>(clock.settings());
    settings.putAll(Map.of("PARALLAX_SELF_EVERY", "PT1H", "PARALLAX_PASSWORD_MEMORY", "64"));
    parallax = RunningParallax.start(data, settings);
    api = new Api(parallax);
    api.apply(RightsIT.resource("decisions.yaml"));
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  private Member who(String login) {
    return people.computeIfAbsent(login, name -> Member.of(parallax, name));
  }

  /// A service with one SLO, and the change that is proposed.
  private static String slo(String service, String target) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: %1$s-answers, displayName: Answers}
        spec:
          service: %1$s
          indicator:
            metadata: {name: %1$s-answers}
            spec:
              ratioMetric:
                counter: true
                bad: {metricSource: {type: Prometheus, spec: {query: 'x{job="%1$s",code="500"}'}}}
                total: {metricSource: {type: Prometheus, spec: {query: 'x{job="%1$s"}'}}}
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{displayName: good, target: %2$s}]
        """
        .formatted(service, target);
  }

  private String registered(String service) {
    api.apply(
        """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: {name: %s}
        spec: {type: service, lifecycle: production, owner: 'user:olga'}
        ---
        """
                .formatted(service)
            + slo(service, "0.99"));
    return service;
  }

  /// A new service whose SLO somebody wants to change.
  private String proposed(String service, String login, String target) {
    return who(login).proposes(slo(registered(service), target));
  }

  private String wording(String service) {
    return parallax.get("/api/v1/definitions/SLO/%s-answers".formatted(service)).body();
  }

  private String state(String decision) {
    return who("olga").sees(decision).get("state").asText();
  }

  private Instant time(String decision, String name) {
    return Instant.parse(who("olga").sees(decision).at("/times/%s/at".formatted(name)).asText());
  }

  /// What the audit says of a decision, each as `who what outcome`.
  private List<String> audit(String decision) {
    return events(decision)
        .map(
            event ->
                "%s %s %s"
                    .formatted(
                        event.get("who").asText(),
                        event.get("what").asText(),
                        event.get("outcome").asText()))
        .toList();
  }

  private Stream<JsonNode> events(String about) {
    return parallax
        .get("/api/v1/audit")
        .body()
        .lines()
        .map(line -> Api.tree(line).path("event"))
        .filter(event -> event.path("subject").asText().endsWith(about));
  }

  private void window(String decision) {
    clock.to(time(decision, "consultUntil").plusSeconds(1));
  }

  @Test
  void applyingAChangedSloOpensAProposalAndChangesNothing() throws IOException {
    String service = registered("opened");
    Path file = Files.writeString(folder.resolve("opened.yaml"), slo(service, "0.999"));
    CommandLine petra = new CommandLine(parallax, who("petra").token());

    String printed = petra.run("apply", "-f", file.toString());
    String again = petra.run("apply", "-f", file.toString());

    assertThat(printed).contains("proposed", "/decisions/D-").isEqualTo(again);
    assertThat(wording(service)).contains("0.99\n").doesNotContain("0.999");
    String decision = printed.replaceAll("(?s).*/decisions/(D-[0-9]+).*", "$1");
    JsonNode seen = who("olga").sees(decision);
    assertThat(seen.get("state").asText()).isEqualTo("consulting");
    assertThat(seen.get("subject").asText()).contains("99.9 %", "99 %");
    assertThat(logins(seen.at("/parts/asked"), "who")).containsExactlyInAnyOrder("dora", "sven");
    assertThat(logins(seen.at("/parts/deciders"), "")).containsExactly("olga");
    assertThat(audit(decision)).containsExactly("person:petra agree/propose done");
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
    String decision = proposed(service, "petra", "0.999");
    who("dora").does("for", decision, "");

    String early = who("olga").mayNot(409, "approve", decision, WHY);
    window(decision);
    Poll.until("the window's clock", PATIENCE, () -> audit(decision), DecisionsIT::rang);
    who("olga").does("approve", decision, WHY);

    assertThat(early).contains("sven may still answer until");
    assertThat(state(decision)).isEqualTo("approved");
    assertThat(wording(service)).contains("0.999");
    HttpResponse<String> page = parallax.get("/definitions/SLO/%s-answers".formatted(service));
    assertThat(page.body()).contains("has two wordings", "by decision " + decision);
    clock.add(Duration.ofMinutes(5));
    JsonNode slo =
        Poll.until(
                "the statement of the new wording",
                PATIENCE,
                () -> api.json("/api/v1/slos/%s-answers".formatted(service)),
                found -> found.at("/slo/version").asInt() == 2)
            .get("slo");
    assertThat(slo.at("/objectives/0/targetText").asText()).isEqualTo("99.9\u00a0%");
    assertThat(audit(decision))
        .containsExactlyInAnyOrder(
            "person:petra agree/propose done",
            "person:dora agree/opine done",
            "person:olga agree/approve failed",
            "person:olga agree/approve done",
            "parallax agree/clock done");
  }

  @Test
  void aCommandThatIsSentAgainIsTakenOnceAndItsKeyIsGoodForNoOther() {
    String decision = proposed("repeated", "petra", "0.999");
    Map<String, String> opinion = Map.of("verb", "against", "why", "It costs too much.");

    HttpResponse<String> first = who("dora").tries(decision, opinion, "key-1");
    HttpResponse<String> again = who("dora").tries(decision, opinion, "key-1");
    HttpResponse<String> other =
        who("dora").tries(decision, Map.of("verb", "for", "why", "It costs little."), "key-1");
    HttpResponse<String> stranger = who("sven").tries(decision, opinion, "key-1");

    assertThat(List.of(first.statusCode(), again.statusCode())).containsOnly(200);
    assertThat(Api.tree(again.body()).at("/decision/history"))
        .isEqualTo(Api.tree(first.body()).at("/decision/history"));
    assertThat(List.of(other.statusCode(), stranger.statusCode())).containsOnly(409);
    assertThat(Api.tree(other.body()).get("detail").asText()).contains("key-1", "another command");
    assertThat(audit(decision))
        .filteredOn(event -> event.equals("person:dora agree/opine done"))
        .hasSize(1);
  }

  @Test
  void whoHasNoSeatMovesNothingIsToldWhoseItIsAndIsWrittenDown() {
    String decision = proposed("refused", "petra", "0.999");

    String developer = who("dora").mayNot(403, "approve", decision, WHY);
    String product = who("petra").mayNot(403, "for", decision, WHY);
    String consumer = who("carl").mayNot(403, "approve", decision, WHY);
    HttpResponse<String> looked = who("carl").get("/api/v1/decisions/" + decision);

    assertThat(developer).contains("dora has no seat by which to approve", "It is for olga");
    assertThat(product).contains("It is for dora, sven");
    assertThat(consumer).contains("carl has no seat");
    assertThat(looked.statusCode()).isEqualTo(403);
    assertThat(who("dora").verbs(decision)).contains("for", "against", "neutral", "hold");
    assertThat(who("nora").verbs(decision)).isEmpty();
    assertThat(audit(decision))
        .contains(
            "person:dora agree/approve refused",
            "person:petra agree/opine refused",
            "person:carl agree/approve refused");
    assertThat(
            events(decision)
                .filter(event -> event.get("who").asText().equals("person:dora"))
                .map(event -> event.get("reason").asText()))
        .containsExactly(developer);
    assertThat(state(decision)).isEqualTo("consulting");
  }

  @Test
  void whoHasNoSeatToProposeIsRefusedWithTheNamesOfThoseWhoHave() {
    String service = registered("unproposed");

    assertThatThrownBy(() -> who("dora").proposes(slo(service, "0.999")))
        .hasMessageContaining("dora has no seat to propose")
        .hasMessageContaining("petra, lena and mia");
    assertThat(wording(service)).contains("0.99\n");
  }

  @Test
  void aHoldStopsItUntilItEndsAndItsTimeIsGivenBack() {
    String decision = proposed("held", "petra", "0.999");
    Instant due = time(decision, "decideBy");
    String long_ = clock.now().plus(Duration.ofHours(30)).toString();
    String end = clock.now().plus(Duration.ofHours(20)).toString();
    Map<String, String> hold = Map.of("verb", "hold", "why", "I am measuring.", "until", end);

    String tooLong =
        who("sven").mayNot(409, decision, Map.of("verb", "hold", "why", "x", "until", long_));
    who("sven").does(decision, hold);
    String held = who("olga").mayNot(409, "approve", decision, WHY);
    String lifted = who("petra").mayNot(409, "lift", decision, "Go on.");
    clock.to(Instant.parse(end).plusSeconds(1));

    assertThat(tooLong).contains("24 hours at most");
    assertThat(held).contains("held by sven");
    assertThat(lifted).contains("sven holds it");
    Poll.until("the end of the hold", PATIENCE, () -> audit(decision), DecisionsIT::rang);
    assertThat(state(decision)).isEqualTo("consulting");
    assertThat(Duration.between(due, time(decision, "decideBy")))
        .isCloseTo(Duration.ofHours(20), Duration.ofMinutes(1));
    assertThat(
            who("sven")
                .mayNot(
                    409,
                    decision,
                    Map.of(
                        "verb",
                        "hold",
                        "why",
                        "Once more.",
                        "until",
                        clock.now().plus(Duration.ofHours(1)).toString())))
        .contains("may hold once");
  }

  private static boolean rang(List<String> events) {
    return events.contains("parallax agree/clock done");
  }

  @Test
  void whatIsReturnedIsChangedAndAskedAgain() {
    String service = "returned";
    String decision = proposed(service, "petra", "0.9999");
    who("dora").does("for", decision, "");
    who("olga").does("return", decision, "Four nines are too many.");

    assertThat(who("olga").mayNot(409, "approve", decision, WHY)).contains("returned by olga");
    assertThat(who("petra").proposes(slo(service, "0.999"))).isEqualTo(decision);

    JsonNode seen = who("dora").sees(decision);
    assertThat(seen.get("state").asText()).isEqualTo("consulting");
    assertThat(seen.get("subject").asText()).contains("99.9 %").doesNotContain("99.99 %");
    assertThat(seen.at("/parts/asked/0/word").asText()).isEqualTo("waiting");
    who("olga").does(decision, Map.of("verb", "waive", "why", "On leave.", "person", "sven"));
    who("dora").does("neutral", decision, "");
    who("olga").does("approve", decision, WHY);
    assertThat(wording(service)).contains("0.999\n");
  }

  @Test
  void whatIsTakenBackIsOver() {
    String service = "withdrawn";
    String decision = proposed(service, "petra", "0.999");

    assertThat(who("olga").mayNot(403, "withdraw", decision, "No.")).contains("It is for petra");
    who("petra").does("withdraw", decision, "We measure first.");

    assertThat(who("dora").mayNot(409, "for", decision, ""))
        .contains("withdrawn already, by petra");
    assertThat(wording(service)).contains("0.99\n");
    assertThat(who("petra").proposes(slo(service, "0.999"))).isNotEqualTo(decision);
  }

  @Test
  void theWorkAndTheDecisionGoToOthersByName() {
    String decision = proposed("handed", "petra", "0.999");

    who("olga").does(decision, Map.of("verb", "reassign", "why", "Lena knows.", "person", "lena"));
    who("olga").does(decision, Map.of("verb", "delegate", "why", "I travel.", "person", "mia"));
    String onward =
        who("mia")
            .mayNot(409, decision, Map.of("verb", "delegate", "why", "Me too.", "person", "eva"));
    window(decision);
    who("mia").does("approve", decision, WHY);

    assertThat(onward).contains("What was handed over is not handed on");
    assertThat(who("lena").sees(decision).get("sentence").asText())
        .contains("Mia Manager, on behalf of Olga Owner, agreed to " + decision);
    assertThat(events(decision).filter(each -> each.get("what").asText().endsWith("/approve")))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.get("who").asText()).isEqualTo("person:mia");
              assertThat(event.get("onBehalfOf").asText()).isEqualTo("olga");
              assertThat(event.get("reason").asText()).isEqualTo(WHY);
            });
  }

  @Test
  void whoAsksToLoosenAPromiseDoesNotAgreeToIt() {
    String service = "loosened";
    String tighter = proposed(service, "olga", "0.999");
    who("olga").does("withdraw", tighter, "Later.");
    String looser = who("olga").proposes(slo(service, "0.9"));
    window(looser);

    assertThat(logins(who("olga").sees(tighter).at("/parts/deciders"), "")).contains("olga");
    assertThat(logins(who("olga").sees(looser).at("/parts/deciders"), "")).containsExactly("dirk");
    assertThat(who("olga").mayNot(403, "approve", looser, WHY)).contains("It is for dirk");
    who("dirk").does("approve", looser, WHY);
    assertThat(wording(service)).contains("0.9\n");
  }

  @Test
  void whereTheMatrixWantsTwoToAgreeOneAloneRegistersNothing() {
    String service = "eyes";
    String decision = proposed(service, "petra", "0.999");
    window(decision);

    who("olga").does("approve", decision, WHY);
    String before = wording(service);
    who("olga").mayNot(403, "sign-off-on", decision, WHY);
    who("lena").does("sign-off-on", decision, WHY);

    assertThat(before).contains("0.99\n");
    assertThat(wording(service)).contains("0.999\n");
    assertThat(audit(decision))
        .contains("person:olga agree/approve done", "person:lena agree/sign-off done");
  }

  @Test
  void whatIsLateClimbsOneRungAtATimeAndEachClockRingsOnce() {
    String decision = proposed("late", "petra", "0.999");
    window(decision);
    Instant due = time(decision, "decideBy");

    assertThat(who("dirk").verbs(decision)).doesNotContain("approve");
    clock.to(due.plusSeconds(1));
    Poll.until("the reminder", PATIENCE, () -> rung(decision), rungs -> rungs == 2);
    assertThat(who("dirk").mayNot(403, "approve", decision, WHY)).contains("It is for olga");
    clock.to(due.plus(Duration.ofDays(12)));
    Poll.until("every rung", PATIENCE, () -> rung(decision), rungs -> rungs == 6);

    assertThat(who("olga").sees(decision).at("/times/overdue").asBoolean()).isTrue();
    assertThat(
            events(decision)
                .filter(event -> event.get("what").asText().equals("agree/clock"))
                .map(event -> event.get("detail").asText()))
        .containsExactly(
            "1/window",
            "1.0/accountable",
            "1.0/deputy",
            "1.0/manager",
            "1.0/service-owner",
            "1.0/executive");
    who("dirk").does("approve", decision, WHY);
    assertThat(state(decision)).isEqualTo("approved");
  }

  private long rung(String decision) {
    return audit(decision).stream().filter("parallax agree/clock done"::equals).count();
  }

  @Test
  void aLaterDeadlineIsNeverAnEarlierOne() {
    String decision = proposed("extended", "petra", "0.999");
    Instant due = time(decision, "decideBy");
    Instant later = due.plus(Duration.ofDays(7));

    String back =
        who("olga")
            .mayNot(
                409,
                decision,
                Map.of("verb", "extend", "why", WHY, "until", due.minusSeconds(1).toString()));
    who("olga").does(decision, Map.of("verb", "extend", "why", WHY, "until", later.toString()));

    assertThat(back).contains("never back");
    assertThat(time(decision, "decideBy")).isEqualTo(later);
  }

  @Test
  void whereItIsPermissiveItIsChangedAndWrittenDownWhoWouldHaveBeenAsked() {
    String service = registered("loose");

    HttpResponse<String> answer = api.define(Map.of("slo.yaml", slo(service, "0.999")));

    assertThat(Api.tree(answer.body()).at("/results/0/outcome").asText()).isEqualTo("changed");
    assertThat(wording(service)).contains("0.999\n");
    assertThat(events("slo/loose-answers"))
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
