package dev.parallax.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parallax.ingest.Labels.Invalid;
import dev.parallax.ingest.Labels.Valid;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an answer of the Prometheus HTTP API as it arrives, without keeping a tree of it.
///
/// @param success whether `status` was `success`
/// @param resultType such as `matrix`; empty where there is none
/// @param error what the server says went wrong; empty where nothing did
record PrometheusAnswer(boolean success, String resultType, List<Series> series, String error) {
  private static final JsonFactory JSON = new JsonFactory();

  static PrometheusAnswer read(InputStream body) throws IOException {
    try (JsonParser in = JSON.createParser(body)) {
      return new Parse(in).answer();
    }
  }

  private static final class Parse {
    private final JsonParser in;
    private final List<Series> series = new ArrayList<>();
    private boolean success;
    private String resultType = "";
    private String error = "";

    Parse(JsonParser in) {
      this.in = in;
    }

    PrometheusAnswer answer() throws IOException {
      expect(in.nextToken(), JsonToken.START_OBJECT);
      for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
        switch (field) {
          case "status" -> success = "success".equals(in.nextTextValue());
          case "error" -> error = text(in.nextTextValue());
          case "data" -> data();
          default -> skip();
        }
      }
      return new PrometheusAnswer(success, resultType, series, error);
    }

    private void data() throws IOException {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        in.skipChildren();
        return;
      }
      for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
        switch (field) {
          case "resultType" -> resultType = text(in.nextTextValue());
          case "result" -> result();
          default -> skip();
        }
      }
    }

    private void result() throws IOException {
      expect(in.nextToken(), JsonToken.START_ARRAY);
      while (in.nextToken() == JsonToken.START_OBJECT) {
        one();
      }
    }

    private void one() throws IOException {
      List<String> labels = new ArrayList<>();
      List<Sample> samples = new ArrayList<>();
      for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
        switch (field) {
          case "metric" -> labels(labels);
          case "values" -> {
            expect(in.nextToken(), JsonToken.START_ARRAY);
            while (in.nextToken() == JsonToken.START_ARRAY) {
              samples.add(sample());
            }
          }
          default -> skip();
        }
      }
      switch (Labels.read(labels)) {
        case Valid(Labels valid) -> series.add(new Series(valid, samples));
        case Invalid(String message) -> throw new IOException(message);
      }
    }

    private void labels(List<String> into) throws IOException {
      expect(in.nextToken(), JsonToken.START_OBJECT);
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        into.add(name);
        into.add(text(in.nextTextValue()));
      }
    }

    /// `[1700000000.123, "1.5"]`: seconds as a number, the value as a text.
    private Sample sample() throws IOException {
      expect(in.nextToken(), Set.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT));
      long epochMillis = millis(in.getText());
      double value = value(text(in.nextTextValue()));
      expect(in.nextToken(), JsonToken.END_ARRAY);
      return new Sample(epochMillis, value);
    }

    private static long millis(String seconds) throws IOException {
      try {
        return new BigDecimal(seconds).scaleByPowerOfTen(3).longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        throw new IOException("time " + Labels.shortened(seconds) + " is no millisecond", e);
      }
    }

    private static double value(String text) throws IOException {
      return switch (text) {
        case "NaN" -> Double.NaN;
        case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> {
          try {
            yield Double.parseDouble(text);
          } catch (NumberFormatException e) {
            throw new IOException("value '" + Labels.shortened(text) + "' is no number", e);
          }
        }
      };
    }

    private void skip() throws IOException {
      in.nextToken();
      in.skipChildren();
    }

    private static String text(@Nullable String text) throws IOException {
      if (text == null) {
        throw new IOException("something other than a text where a text belongs");
      }
      return text;
    }

    private static void expect(@Nullable JsonToken found, JsonToken wanted) throws IOException {
      expect(found, Set.of(wanted));
    }

    private static void expect(@Nullable JsonToken found, Set<JsonToken> wanted)
        throws IOException {
      if (found == null || !wanted.contains(found)) {
        throw new IOException("found %s where %s belongs".formatted(found, wanted));
      }
    }
  }
}
