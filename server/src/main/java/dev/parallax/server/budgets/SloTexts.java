package dev.parallax.server.budgets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.StatementId;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// SLOs as JSON. A statement never changes, so the text of an SLO in it is made once and kept for
/// as long as that statement is the newest that is asked for; a list is put together from them.
@Singleton
final class SloTexts {
  /// Texts beyond are made again each time: about ten thousand SLOs.
  private static final long MOST_BYTES = 32 << 20;

  private static final byte[] COMMA = {','};

  private final Wording wording;
  private final ObjectMapper json;
  private volatile @Nullable Kept kept;

  /// The texts of one statement.
  private static final class Kept {
    final StatementId statement;

    /// `{"statement":…,`
    final byte[] head;

    final Map<SloId, byte[]> texts = new ConcurrentHashMap<>();
    final AtomicLong bytes = new AtomicLong();

    Kept(StatementId statement, byte[] head) {
      this.statement = statement;
      this.head = head;
    }
  }

  SloTexts(Wording wording, ObjectMapper json) {
    this.wording = wording;
    this.json = json;
  }

  /// One SLO with its statement: `{"statement":…,"slo":…}`.
  ///
  /// @param standstill that nothing newer is known
  byte[] one(Statement statement, SloFigures figures, @Nullable String standstill) {
    Kept of = of(statement);
    return joined(
        List.of(head(of, statement, standstill), ascii("\"slo\":"), text(of, figures), ascii("}")));
  }

  /// Many with their statement: `{"statement":…,"slos":[…]}`.
  ///
  /// @param standstill that nothing newer is known
  byte[] many(Statement statement, List<SloFigures> slos, @Nullable String standstill) {
    Kept of = of(statement);
    List<byte[]> parts = new ArrayList<>();
    parts.add(head(of, statement, standstill));
    byte[] before = ascii("\"slos\":[");
    for (SloFigures slo : slos) {
      parts.add(before);
      parts.add(text(of, slo));
      before = COMMA;
    }
    parts.add(ascii(slos.isEmpty() ? "\"slos\":[]}" : "]}"));
    return joined(parts);
  }

  private static byte[] joined(List<byte[]> parts) {
    byte[] whole = new byte[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] text(Kept of, SloFigures figures) {
    SloId slo = figures.slo().id();
    byte[] known = of.texts.get(slo);
    if (known != null) {
      return known;
    }
    byte[] made = written(wording.view(figures));
    if (of.bytes.addAndGet(made.length) <= MOST_BYTES) {
      of.texts.put(slo, made);
    }
    return made;
  }

  /// What is kept of a statement; of one that is older than the newest, nothing.
  private Kept of(Statement statement) {
    StatementId id = statement.id();
    Kept now = kept;
    if (now != null && now.statement.equals(id)) {
      return now;
    }
    Kept begun = new Kept(id, head(statement, null));
    if (now == null || now.statement.compareTo(id) < 0) {
      kept = begun;
    }
    return begun;
  }

  private byte[] head(Kept of, Statement statement, @Nullable String standstill) {
    return standstill == null ? of.head : head(statement, standstill);
  }

  private byte[] head(Statement statement, @Nullable String standstill) {
    return joined(
        List.of(
            ascii("{\"statement\":"),
            written(StatementResource.StatementRef.of(statement, standstill)),
            ascii(",")));
  }

  private byte[] written(Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(
          "%s could not be written as JSON.".formatted(value.getClass().getSimpleName()), broken);
    }
  }
}
