package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A change of an SLO as people live it, in a browser: a product owner proposes, a developer and an
/// SRE are asked, one answers, one lets the time pass, the service owner is away, the deputy
/// decides, and an executive reads of it on Monday. Mail and a webhook arrive at real servers. The
/// clock is moved by the test.
@TestInstance(Lifecycle.PER_CLASS)
class StoryIT {
  private static final Pattern CELLS =
      Pattern.compile("id: (\\w+), name: [^,]*, inputs: \\[.*?], cells: \\[(.*?)]");
  private static final Pattern HEADER = Pattern.compile("header: ([^,]+),");

  /// Who is who, by the column of the matrix. Olga owns the service and is away: Dirk is her
  /// deputy.
  private static final Map<String, String> CAST =
      Map.of(
          "Service Owner", "dirk",
          "Product Owner", "petra",
          "Architecture Lead", "lena",
          "Developer", "dora",
          "SRE", "sven",
          "Engineering Manager", "mia",
          "Executive", "eva",
          "Support Engineer", "sue",
          "Service Consumer", "carl");

  private final Path data;
  private final Post post;
  private final Deciding here;
  private final Chromium chromium;

  StoryIT(@TempDir Path data, @TempDir Path folder) throws IOException {
    this.data = data;
    post = new Post();
    here = new Deciding(data, folder, post.settings());
    here.api().apply(RightsIT.resource("story.yaml"));
    here.registered("shop");
    chromium = new Chromium(here.parallax());
  }

  @AfterAll
  void stop() {
    chromium.close();
    here.close();
    post.close();
  }

  @Test
  void aChangeIsProposedAskedAboutDecidedByTheDeputyAndReadOfOnMonday() throws IOException {
    theServiceOwnerGoesAway();
    String decision = theProductOwnerProposes();
    theDeveloperAnswers(decision);
    here.window(decision);
    here.until(decision, "the end of the time to answer", Deciding::rang);
    theDeputyDecides(decision);
    monday();

    assertThat(steps(decision))
        .containsExactly(
            "person:petra product-owner agree/propose",
            "person:dora developer agree/opine",
            "parallax agree/clock",
            "person:dirk service-owner agree/approve for olga");
    assertThat(here.events("SLO/shop-answers@2").map(event -> event.get("who").asText()))
        .containsExactly("person:dirk");
    theExecutiveFindsOneLine(decision);
    nobodyElseHears(decision);
    assertThat(here.api().json("/api/v1/audit/verdict").get("whole").asBoolean()).isTrue();
  }

  private void theServiceOwnerGoesAway() {
    Page olga = in("olga");
    olga.navigate(chromium.address("/people/olga/seats"));
    olga.getByText("Enter an absence").click();
    LocalDate today = LocalDate.ofInstant(here.clock.now(), ZoneOffset.UTC);
    olga.locator("#away-from").fill(today.toString());
    olga.locator("#away-until").fill(today.plusDays(13).toString());
    button(olga, "Enter");
    assertThat(olga.content()).contains("<span class=\"st warn\">now</span>");
    assertThat(here.events("olga").map(event -> event.get("who").asText())).contains("person:olga");
  }

  private String theProductOwnerProposes() {
    Page petra = in("petra");
    petra.navigate(chromium.address("/slos/shop-answers"));
    petra.getByText("Propose a change").click();
    assertThat(petra.locator("h1").textContent()).startsWith("Dirk Deputy decides on a change");
    assertThat(petra.locator(".asof").textContent())
        .contains("Dora Developer and Sven Sre are asked first");
    petra.getByLabel("Target of good, in per cent").fill("ninety");
    petra.getByLabel("Why?").fill(Deciding.WHY);
    button(petra, "Propose");
    assertThat(petra.locator(".wrong").textContent()).contains("'ninety' is no percentage");
    petra.getByLabel("Target of good, in per cent").fill("99.9");
    button(petra, "Propose");
    petra.waitForURL(Pattern.compile(".*/decisions/D-[0-9]+"));
    assertThat(petra.locator("h1").textContent())
        .contains("is waiting for Dora Developer and Sven Sre");
    return petra.url().replaceAll(".*/", "");
  }

  private void theDeveloperAnswers(String decision) {
    mailed("dora@example.org", "You are asked (C)", decision);
    Page dora = in("dora");
    dora.navigate(chromium.address("/decisions"));
    dora.getByText(decision).click();
    dora.getByLabel("What do you think, and why?").fill("We keep it since spring.");
    button(dora, "I am for it");
    assertThat(dora.locator("h1").textContent()).contains("is waiting for Sven Sre");
  }

  private void theDeputyDecides(String decision) {
    mailed("dirk@example.org", "It can be decided", decision);
    Page dirk = in("dirk");
    dirk.navigate(chromium.address("/decisions/" + decision));
    assertThat(dirk.content())
        .contains("on behalf of Olga Owner", "Sven Sre", "did not answer in time");
    dirk.getByLabel("Why?").first().fill("Dora is right.");
    button(dirk, "Agree");
    assertThat(dirk.locator("h1").textContent())
        .contains("Dirk Deputy, on behalf of Olga Owner, agreed to " + decision);
    assertThat(here.wording("shop")).contains("0.999\n");
  }

  private void monday() {
    LocalDate today = LocalDate.ofInstant(here.clock.now(), ZoneOffset.UTC);
    Instant monday =
        today.plusDays(8 - today.getDayOfWeek().getValue()).atTime(9, 1).toInstant(ZoneOffset.UTC);
    here.clock.to(monday);
  }

  private void theExecutiveFindsOneLine(String decision) {
    List<Post.Mail> mails =
        Poll.until("the digest", Deciding.PATIENCE, () -> to("eva"), list -> !list.isEmpty());
    assertThat(mails).hasSize(1);
    assertThat(mails.getFirst().subject()).startsWith("For your information: One thing");
    assertThat(mails.getFirst().text().lines().filter(line -> line.startsWith("- ")))
        .singleElement()
        .asString()
        .contains("Agree on SLO, shop", "Dirk Deputy agreed", "99.9 %", "/decisions/" + decision);
  }

  /// Everything that reached anybody is what the cells of the matrix say, and no more.
  private void nobodyElseHears(String decision) throws IOException {
    Poll.until(
        "all that was written is sent",
        Deciding.PATIENCE,
        () -> Inside.rows(data, "select id::text from notice_message where state = 'waiting'"),
        List::isEmpty);
    List<String> expected = new ArrayList<>();
    expected.addAll(reached("asked/1", "AC", "", "petra"));
    expected.addAll(reached("turn/1", "A", "", "nobody"));
    expected.addAll(reached("move/2", "AC", "RI", "dirk"));
    expected.replaceAll(each -> each.equals("move/2 petra DIGEST") ? "move/2 petra NOW" : each);
    List<String> items =
        Inside.rows(
            data,
            "select replace(event, 'decision/%s/', '') || ' ' || person || ' ' || urgency from notice"
                .formatted(decision));

    assertThat(items).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(mailsByPerson(post.mails().stream().map(Post.Mail::to)))
        .isEqualTo(
            mailsByPerson(expected.stream().map(each -> each.split(" ")[1] + "@example.org")));
    assertThat(post.calls().stream().flatMap(StoryIT::people).toList())
        .containsExactlyInAnyOrderElementsOf(
            expected.stream().map(each -> each.replaceAll(" [A-Z]+$", "")).toList());
    assertThat(post.calls()).extracting(Post.Called::id).doesNotHaveDuplicates();
  }

  private static Map<String, Integer> mailsByPerson(Stream<String> addresses) {
    Map<String, Integer> count = new HashMap<>();
    addresses.forEach(address -> count.merge(address, 1, Integer::sum));
    return count;
  }

  private static Stream<String> people(Post.Called call) {
    String event = call.body().get("event").asText().replaceAll("decision/D-[0-9]+/", "");
    return call.body()
        .get("people")
        .valueStream()
        .map(person -> event + " " + person.get("person").asText());
  }

  /// Whom an event reaches by the cells of the file.
  private static List<String> reached(String event, String now, String later, String author)
      throws IOException {
    String file = RightsIT.resource("story.yaml");
    List<String> headers = HEADER.matcher(file).results().map(each -> each.group(1)).toList();
    Matcher row = CELLS.matcher(file);
    List<String> reached = new ArrayList<>();
    while (row.find()) {
      String[] cells = row.group(2).split(", ");
      for (int i = 0; i < cells.length && row.group(1).equals("agree"); i++) {
        String who = CAST.get(headers.get(i));
        boolean atOnce = now.contains(cells[i]);
        if (who != null && !who.equals(author) && (atOnce || later.contains(cells[i]))) {
          reached.add("%s %s %s".formatted(event, who, atOnce ? "NOW" : "DIGEST"));
        }
      }
    }
    return reached;
  }

  private List<String> steps(String decision) {
    return here.events("decision/" + decision).map(StoryIT::step).toList();
  }

  private static String step(JsonNode event) {
    String other = event.get("onBehalfOf").asText();
    return Stream.of(
            event.get("who").asText(),
            event.get("actingAs").asText(),
            event.get("what").asText(),
            other.isEmpty() ? "" : "for " + other)
        .filter(Predicate.not(String::isEmpty))
        .reduce("%s %s"::formatted)
        .orElseThrow();
  }

  private void mailed(String address, String words, String decision) {
    Poll.until(
        "a mail to " + address,
        Deciding.PATIENCE,
        () -> post.mails(),
        mails ->
            mails.stream()
                .anyMatch(
                    mail ->
                        mail.to().equals(address)
                            && mail.text().contains(words)
                            && mail.text().contains("/decisions/" + decision)));
  }

  private List<Post.Mail> to(String login) {
    return post.mails().stream().filter(mail -> mail.to().equals(login + "@example.org")).toList();
  }

  /// A window of somebody who follows their link and sets a password.
  private Page in(String login) {
    Page page = chromium.stranger();
    page.navigate(new Visits(here.parallax()).invite(login, login).toString());
    page.getByLabel("Password").fill(Visits.PASSWORD);
    button(page, "Set it and come in");
    assertThat(page.content()).contains("/sign-out");
    return page;
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}
