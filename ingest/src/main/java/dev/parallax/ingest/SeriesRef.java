package dev.parallax.ingest;

import dev.parallax.ingest.ProtobufReader.Malformed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A series that was heard before: the bytes of its labels, as remote write 1.0 sends them. Whoever
/// counts it keeps a note here, so that a sample finds its place without being looked up.
public final class SeriesRef {
  private final byte[] sent;
  private final int length;
  private final long hash;
  private final long low;
  private final long high;

  /// What came after it the last time. A race leaves one of two guesses, and a guess is always
  /// compared.
  private @Nullable SeriesRef next;

  private @Nullable Object note;

  SeriesRef(byte[] sent, long hash) {
    this.sent = sent;
    this.length = sent.length;
    this.hash = hash;
    boolean hashed = LabelHash.covers(length);
    this.low = hashed ? LabelHash.low(sent, 0, length) : 0;
    this.high = hashed ? LabelHash.high(sent, 0, length) : 0;
  }

  /// Reads its labels out of the bytes.
  public Labels labels() {
    List<String> flat = new ArrayList<>(24);
    ProtobufReader in = new ProtobufReader(sent);
    try {
      while (in.hasMore()) {
        in.tag();
        int outer = in.enter();
        String name = "";
        String value = "";
        while (in.hasMore()) {
          int tag = in.tag();
          if (tag == ProtobufReader.tag(1, ProtobufReader.BYTES)) {
            name = in.text();
          } else if (tag == ProtobufReader.tag(2, ProtobufReader.BYTES)) {
            value = in.text();
          } else {
            in.skip(tag);
          }
        }
        in.leave(outer);
        flat.add(name == null ? "" : name);
        flat.add(value == null ? "" : value);
      }
    } catch (Malformed e) {
      throw new IllegalStateException(
          "labels that were read once cannot be read again: expected the same bytes. Report this.",
          e);
    }
    return Labels.of(flat.toArray(String[]::new));
  }

  /// What the one who counts keeps with this series. Guarded by him.
  public @Nullable Object note() {
    return note;
  }

  public void note(Object kept) {
    note = kept;
  }

  /// How many bytes its labels take in a message.
  int length() {
    return length;
  }

  long hash() {
    return hash;
  }

  /// Whether its labels stand at a place of a message, as far as [LabelHash] can tell.
  boolean seemsToStand(byte[] message, int from, int to) {
    if (!LabelHash.covers(length)) {
      return stands(message, from, to);
    }
    return to - from >= length && LabelHash.matches(message, from, length, low, high);
  }

  /// Whether its labels stand at a place of a message.
  boolean stands(byte[] message, int from, int to) {
    return to - from >= sent.length
        && Arrays.equals(sent, 0, sent.length, message, from, from + sent.length);
  }

  @Nullable SeriesRef next() {
    return next;
  }

  void next(SeriesRef follower) {
    if (next != follower) {
      next = follower;
    }
  }

  /// Labels as remote write 1.0 sends them.
  static byte[] sent(Labels labels) {
    ProtobufWriter all = new ProtobufWriter();
    for (int i = 0; i < labels.size(); i++) {
      ProtobufWriter label = new ProtobufWriter();
      label.text(1, labels.name(i));
      label.text(2, labels.value(i));
      all.message(1, label);
    }
    return all.bytes();
  }
}
