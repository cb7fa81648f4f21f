package dev.parallax.cli;

import dev.parallax.cli.text.CommandFailed;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Terminal;
import dev.parallax.formats.audit.AuditFile;
import dev.parallax.formats.audit.AuditHead;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says whether an audit is whole: one that was taken away, or that of a server.
@Command(
    name = "verify",
    description =
        "Says whether an audit is whole: nothing changed, added, taken away or moved, up to its signed head.")
final class AuditVerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "An audit that was taken away; that of the server if not given.")
  private @Nullable Path file;

  @Option(
      names = "--key",
      paramLabel = "FINGERPRINT",
      description =
          "The key that must have signed it. A forger can sign too, with a key of their own.")
  private @Nullable String key;

  @Option(
      names = "--heads",
      paramLabel = "HEADS",
      description =
          "Heads that were kept, a line each: it must lead through each of them and have their key.")
  private @Nullable Path heads;

  @Mixin private Options.ToServer server = new Options.ToServer();

  AuditVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// The group of commands about the audit.
  @Command(
      name = "audit",
      description = "What was done and refused: where it ends, whether it is whole.")
  static final class Group implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "No command was given.");
    }
  }

  @Override
  public Integer call() {
    return switch (verdict()) {
      case AuditFile.Verdict.Whole(long events, AuditHead head) -> whole(events, head);
      case AuditFile.Verdict.Broken(long line, String found, String expected) ->
          throw CommandFailed.problem(
              "%s, line %d: %s.".formatted(place(), line, found),
              "Expected %s.".formatted(expected),
              "Somebody or something changed it since it was written; compare it with another copy.");
    };
  }

  private int whole(long events, AuditHead head) {
    if (key != null && !head.fingerprint().equals(key)) {
      throw CommandFailed.problem(
          "%s was signed by key %s.".formatted(place(), head.fingerprint()),
          "Expected key %s.".formatted(key),
          "Either the installation has a new key, or this is not its audit.");
    }
    terminal
        .out()
        .println(
            "%s is whole: %,d events, signed %s by key %s."
                .formatted(place(), events, head.at(), head.fingerprint()));
    return ExitCode.OK;
  }

  private String place() {
    return file == null ? "The audit of the server" : file.toString();
  }

  private AuditFile.Verdict verdict() {
    try (InputStream bytes = open()) {
      return AuditFile.verify(bytes, heads == null ? List.of() : kept(heads));
    } catch (IOException e) {
      throw CommandFailed.problem(
          "%s cannot be read: %s.".formatted(place(), e.getMessage()),
          "Expected what GET /api/v1/audit gave.",
          "Check its name and whether you may read it.");
    }
  }

  private static List<AuditHead> kept(Path heads) throws IOException {
    List<AuditHead> kept = new ArrayList<>();
    List<String> lines = Files.readAllLines(heads, StandardCharsets.ISO_8859_1);
    for (int line = 0; line < lines.size(); line++) {
      Optional<AuditHead> head = AuditHead.read(lines.get(line)).filter(AuditHead::isSigned);
      if (head.isEmpty()) {
        throw CommandFailed.problem(
            "%s, line %d: no head, or its signature is wrong.".formatted(heads, line + 1),
            "Expected what `parallax audit head` printed, or a line of audit-heads.jsonl.",
            "Leave out a line that a crash cut short; nothing else makes one like it.");
      }
      kept.add(head.get());
    }
    return kept;
  }

  private InputStream open() throws IOException {
    return file == null
        ? new ByteArrayInputStream(
            server.connect(terminal).getText("/api/v1/audit").getBytes(StandardCharsets.UTF_8))
        : new BufferedInputStream(Files.newInputStream(file));
  }
}
