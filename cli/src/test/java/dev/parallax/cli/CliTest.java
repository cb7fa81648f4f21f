package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.text.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CliTest {
  @Test
  void aCallWithoutACommandIsWrongUsageAndNamesTheCommands() {
    Run run = Run.alone();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("No command was given.", "one of apply, lint, import, export");
  }

  @Test
  void anUnknownOptionIsWrongUsageInThreeParts() {
    Run run = Run.alone("statement", "--jsno");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            """
            Unknown option: '--jsno'.
            Expected: parallax statement [-h] [--json] [--as-of=INSTANT] [--server=URL] [ID]
            Did you mean --json?
            'parallax statement --help' says more.
            """);
  }

  @Test
  void aMisspeltCommandIsAnsweredWithTheNearest() {
    Run run = Run.alone("statment");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean statement?");
  }

  @Test
  void helpOfACommandIsWhatItsHelpOptionPrints() {
    Run command = Run.alone("help", "import", "status-histories");
    Run option = Run.alone("import", "status-histories", "--help");

    assertThat(command.code()).isZero();
    assertThat(command.out()).isEqualTo(option.out()).contains("--service-prefix=PREFIX");
  }

  @Test
  void aServerThatIsNotThereIsExitCodeThreeAndSaysHowToStartIt() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    Run run = Run.alone("statement", "--server", "http://127.0.0.1:" + port);

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            No server answers at http://127.0.0.1:%d: nothing listens there. This command asks a running Parallax. Start one with ./parallax up, or name another with --server URL or PARALLAX_URL.
            """
                .formatted(port));
  }

  @Test
  void aServerAddressOfAnotherSchemeIsRefused() {
    Run run = Run.alone("statement", "--server", "ftp://127.0.0.1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("Server 'ftp://127.0.0.1': not an address. Expected http://");
  }

  @Test
  void theServerOfTheEnvironmentIsAskedWhereNoneIsNamed() throws IOException {
    try (FakeServer server = new FakeServer()) {
      server.answering("GET /api/v1/statements/latest", 200, "{\"id\":\"S-1\"}");

      Run run =
          new Run.Setting("", Map.of("PARALLAX_URL", server.url() + "/"), false)
              .run("statement", "--json");

      assertThat(run.code()).isZero();
      assertThat(run.out()).isEqualTo("{\"id\":\"S-1\"}\n");
    }
  }

  @Test
  void aRedirectIsNotFollowedSoThatNothingGoesElsewhere() throws IOException {
    try (FakeServer server = new FakeServer()) {
      server.answering("GET /api/v1/statements/latest", 302, "moved");

      Run run = Run.with(server, "statement");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("answered 302 with something that is not JSON");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aRefusalOfTheServerIsPrintedAsItCame() throws IOException {
    try (FakeServer server = new FakeServer()) {
      server.answering(
          "GET /api/v1/statements/S-0",
          404,
          """
          {"type":"about:blank","title":"Not Found","status":404,
           "detail":"Statement 'S-0' does not exist. A statement's name looks like S-WJ5T6-3. Copy it."}
          """);

      Run run = Run.with(server, "statement", "S-0");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo(
              "Statement 'S-0' does not exist. A statement's name looks like S-WJ5T6-3. Copy it.\n");
    }
  }

  @Test
  void anAnswerOfAStrangerIsSaidToBeNone() throws IOException {
    try (FakeServer server = new FakeServer()) {
      server.answering("GET /api/v1/statements/latest", 200, "<html>hello</html>");

      Run run = Run.with(server, "statement");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("not JSON. A Parallax of this version is expected there.");
    }
  }

  @Test
  void controlCharactersOfAnAnswerDoNotReachTheTerminal() {
    assertThat(Terminal.plain("a\u001b[31mb\u0007c\nd")).isEqualTo("a\ufffd[31mb\ufffdc\nd");
  }

  @Test
  void versionSaysWhichProgramRuns() {
    Run run = Run.alone("version");

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("parallax development\n");
  }
}
