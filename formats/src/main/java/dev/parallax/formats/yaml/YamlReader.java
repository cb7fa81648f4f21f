package dev.parallax.formats.yaml;

import dev.parallax.formats.Place;
import dev.parallax.formats.Problems;
import dev.parallax.formats.SourceFile;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a file of YAML 1.2 or JSON into trees, one a document.
///
/// The limits are checked on the stream of events, before anything is composed from it: nesting
/// never reaches the stack and an alias bomb never reaches memory.
public final class YamlReader {
  private final Limits limits;

  public YamlReader(Limits limits) {
    this.limits = limits;
  }

  /// The documents of a file that could be read; what could not is told to `problems`. Reading ends
  /// at the first error of syntax, because what follows it has no certain meaning.
  public List<Node> read(SourceFile file, Problems problems) {
    return decoded(file, problems).map(text -> parsed(file, text, problems)).orElse(List.of());
  }

  private List<Node> parsed(SourceFile file, String text, Problems problems) {
    List<Node> documents = new ArrayList<>();
    try {
      // One buffer for all: the parser copies what a long word has filled so far each time it fills
      // another, which for one word of megabytes takes seconds.
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(file.path())
              .setCodePointLimit(limits.sizeBytes())
              .setBufferSize(text.length() + 1024)
              .build();
      Iterator<Event> events = new Parse(settings).parseString(text).iterator();
      new TreeBuilder(file.path(), events, limits, problems).documents(documents::add);
    } catch (Unreadable refusal) {
      problems.add(refusal.problem());
    } catch (MarkedYamlEngineException syntax) {
      int line = syntax.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      refuseSyntax(new Place(file.path(), line), syntax.getProblem(), text, problems);
    } catch (ReaderException unprintable) {
      int line = lineAt(text, unprintable.getPosition());
      problems.error(
          new Place(file.path(), line),
          "character U+%04X".formatted(unprintable.getCodePoint()),
          "printable text, which is all that YAML allows",
          "Remove the character, or write it as an escape in double quotes.");
    } catch (YamlEngineException broken) {
      refuseSyntax(file.place(), String.valueOf(broken.getMessage()), text, problems);
    }
    return documents;
  }

  private static void refuseSyntax(Place place, String reason, String text, Problems problems) {
    boolean templated = text.contains("{{") || text.contains("{%");
    problems.error(
        place,
        reason.lines().findFirst().orElse("unreadable text"),
        "YAML 1.2 or JSON",
        templated
            ? "This looks like a template: render it first, then apply the result."
            : "Correct the syntax at this line; nothing after it was read.");
  }

  private Optional<String> decoded(SourceFile file, Problems problems) {
    byte[] bytes = file.bytes();
    if (bytes.length > limits.sizeBytes()) {
      problems.error(
          file.place(),
          "%,d bytes".formatted(bytes.length),
          "at most %,d bytes a file".formatted(limits.sizeBytes()),
          "Split the file; definitions of many services belong in many files.");
      return Optional.empty();
    }
    int nul = indexOfNul(bytes);
    if (nul >= 0) {
      problems.error(
          new Place(file.path(), lineAt(bytes, nul)),
          "a NUL byte",
          "UTF-8 text",
          "Save the file as UTF-8 text (UTF-16 and binary files are not read).");
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    if (result.isError()) {
      problems.error(
          new Place(file.path(), lineAt(bytes, in.position())),
          "byte 0x%02X".formatted(bytes[in.position()]),
          "UTF-8 text",
          "Save the file as UTF-8.");
      return Optional.empty();
    }
    String text = out.flip().toString();
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static int indexOfNul(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int lineAt(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }

  private static int lineAt(String text, int position) {
    return 1
        + (int)
            text.substring(0, Math.min(position, text.length()))
                .chars()
                .filter(c -> c == '\n')
                .count();
  }
}
