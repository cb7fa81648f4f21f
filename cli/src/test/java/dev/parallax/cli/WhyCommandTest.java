package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WhyCommandTest {
  private static final String QUESTION =
      "GET /api/v1/why?person=bob&activity=agree&deed=decide&service=checkout";

  @Test
  void aYesIsToldInSentencesAndIsExitCodeZero() throws IOException {
    try (FakeServer server = new FakeServer()) {
      server.answering(
          QUESTION,
          200,
          "{\"allowed\": true, \"why\": [\"Yes, as service-owner, by assignment.\", \"So: bob.\"]}");

      Run run = Run.with(server, "why", "bob", "agree", "checkout");

      assertThat(run.code()).isZero();
      assertThat(run.out())
          .isEqualToNormalizingNewlines("Yes, as service-owner, by assignment.\nSo: bob.\n");
    }
  }

  @Test
  void aNoIsToldInSentencesAndIsExitCodeOne() throws IOException {
    try (FakeServer server = new FakeServer()) {
      server.answering(QUESTION, 200, "{\"allowed\": false, \"why\": [\"No. Instead may: ann.\"]}");

      Run run = Run.with(server, "why", "bob", "agree", "checkout");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).isEqualToNormalizingNewlines("No. Instead may: ann.\n");
    }
  }

  @Test
  void deedAndInstantAreAskedForAsTheyWereGiven() throws IOException {
    try (FakeServer server = new FakeServer()) {
      Run.with(
          server,
          "why",
          "bob",
          "agree",
          "checkout",
          "--deed",
          "view",
          "--at",
          "2026-12-24T09:00:00Z",
          "--json");

      assertThat(server.requests())
          .extracting(FakeServer.Request::line)
          .containsExactly(
              "GET /api/v1/why?person=bob&activity=agree&deed=view&service=checkout&at=2026-12-24T09%3A00%3A00Z");
    }
  }
}
