package dev.parallax.server.budgets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.StatementId;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// SLOs as JSON. A statement never changes, so the text of an SLO in it is made once and kept for
/// as long as that statement is the newest that is asked for; a list is put together from them.
@Singleton
final class SloTexts {
  /// Texts beyond are made again each time: about ten thousand SLOs.
  private static final long MOST_BYTES = 32 << 20;

  private final Wording wording;
  private final ObjectMapper json;
  private volatile Kept kept = new Kept(new StatementId(0, 0));

  /// The texts of one statement.
  private static final class Kept {
    final StatementId statement;
    final Map<SloId, byte[]> texts = new ConcurrentHashMap<>();
    final AtomicLong bytes = new AtomicLong();

    Kept(StatementId statement) {
      this.statement = statement;
    }
  }

  SloTexts(Wording wording, ObjectMapper json) {
    this.wording = wording;
    this.json = json;
  }

  /// One SLO with its statement: `{"statement":…,"slo":…}`.
  byte[] one(Statement statement, SloFigures figures) {
    ByteArrayOutputStream out = begun(statement, "slo");
    out.writeBytes(text(statement, figures));
    out.write('}');
    return out.toByteArray();
  }

  /// Many with their statement: `{"statement":…,"slos":[…]}`.
  byte[] many(Statement statement, List<SloFigures> slos) {
    ByteArrayOutputStream out = begun(statement, "slos");
    out.write('[');
    for (Iterator<SloFigures> each = slos.iterator(); each.hasNext(); ) {
      out.writeBytes(text(statement, each.next()));
      if (each.hasNext()) {
        out.write(',');
      }
    }
    out.write(']');
    out.write('}');
    return out.toByteArray();
  }

  private ByteArrayOutputStream begun(Statement statement, String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8_192);
    out.writeBytes(ascii("{\"statement\":"));
    out.writeBytes(written(StatementResource.StatementRef.of(statement)));
    out.writeBytes(ascii(",\"" + name + "\":"));
    return out;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] text(Statement statement, SloFigures figures) {
    Kept of = of(statement.id());
    SloId slo = figures.slo().id();
    byte[] known = of.texts.get(slo);
    if (known != null) {
      return known;
    }
    byte[] made = written(wording.view(figures));
    if (of.statement.equals(statement.id()) && of.bytes.addAndGet(made.length) <= MOST_BYTES) {
      of.texts.put(slo, made);
    }
    return made;
  }

  /// The texts of that statement, or of none where a newer one is kept.
  private Kept of(StatementId statement) {
    Kept now = kept;
    if (now.statement.compareTo(statement) < 0) {
      now = new Kept(statement);
      kept = now;
    }
    return now.statement.equals(statement) ? now : new Kept(statement);
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
