package dev.parallax.ingest;

import dev.parallax.ingest.ProtobufReader.Malformed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The table of texts of one request of remote write 2.0. A text is read when it is first asked
/// for.
final class Symbols {
  /// Far more than the labels of a million series have.
  private static final int MOST = 1 << 22;

  /// Not the reader of the request, which is inside of a series while it asks.
  private final ProtobufReader anywhere;

  private int[] places = new int[256];
  private @Nullable String[] texts = {};
  private int size;

  Symbols(byte[] message) {
    this.anywhere = new ProtobufReader(message);
  }

  /// Notes the text at which a reader of the request stands, and goes behind it.
  ///
  /// @return false if there is no room for it
  boolean add(ProtobufReader in) throws Malformed {
    if (size == MOST) {
      return false;
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
    }
    places[size++] = in.position();
    in.skip(ProtobufReader.BYTES);
    return true;
  }

  int size() {
    return size;
  }

  /// Whether the table begins with the empty text, as it has to: many references mean "none" by it.
  boolean beginsEmpty() throws Malformed {
    return size > 0 && length(0) == 0;
  }

  /// How many bytes a text has.
  int length(int index) throws Malformed {
    anywhere.position(places[index]);
    return anywhere.length();
  }

  /// A text, or null where it is not UTF-8.
  @Nullable String text(int index) throws Malformed {
    if (texts.length < size) {
      texts = new String[size];
    }
    String known = texts[index];
    if (known == null) {
      anywhere.position(places[index]);
      known = anywhere.text();
      texts[index] = known;
    }
    return known;
  }
}
