package dev.parallax.server.budgets;

import dev.parallax.budget.SliId;
import dev.parallax.budget.SloId;
import dev.parallax.ingest.Fingerprint;
import dev.parallax.ingest.SliAccumulator.Role;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Deliveries as they are written to the log: enough to count them again, and nothing of the
/// labels.
///
/// A series is introduced before its first sample, with where its samples go, and has a number from
/// then on; a sample is its number and its instant as distances from the sample before it, and its
/// value as the distance from the one before of its series: three or four bytes. Numbers hold for
/// one stretch of the log: from where it was last cut, or where a part of it may be missing. What
/// comes after such a place introduces all that it speaks of.
final class DeliveryLog {
  private static final int VERSION = 2;
  private static final int PART = 0;
  private static final int TOTAL = 1;
  private static final int SERIES = 0;
  private static final int SAMPLE = 1;
  private static final int SAME_INSTANT = 2;

  private long stretch;
  private int series;
  private final Map<SliId, Integer> indicators = new HashMap<>();
  private byte[] bytes = new byte[1 << 14];
  private int size;
  private int lastNumber;
  private long lastMillis;

  /// The deliveries as one entry of the log.
  byte[] packed(List<Delivery> deliveries) {
    size = 0;
    lastNumber = 0;
    lastMillis = 0;
    room();
    bytes[size++] = VERSION;
    for (Delivery delivery : deliveries) {
      for (int i = 0; i < delivery.size(); i++) {
        Route route = delivery.route(i);
        if (!route.isNumberedIn(stretch)) {
          introduce(route);
        }
        sample(route, delivery.epochMillis(i), delivery.value(i));
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  /// Begins a new stretch: what was written before is gone, or may not have been written.
  void begin() {
    stretch++;
    series = 0;
    indicators.clear();
  }

  private void introduce(Route route) {
    route.number(stretch, series++);
    room();
    number((long) route.number() << 1 | SERIES);
    fixed(route.series());
    fixed(route.target());
    number(route.stops().size());
    for (Route.Stop stop : route.stops()) {
      Integer known = indicators.get(stop.sli());
      room();
      bytes[size++] = (byte) (stop.role() == Role.PART ? PART : TOTAL);
      if (known == null) {
        indicators.put(stop.sli(), indicators.size());
        number(0);
        text(stop.sli().slo().value());
        text(stop.sli().name());
      } else {
        number(known + 1);
      }
    }
  }

  private void sample(Route route, long millis, double value) {
    room();
    long ahead = zigzag(route.number() - lastNumber);
    boolean same = millis == lastMillis;
    number(ahead << 2 | (same ? SAME_INSTANT : 0) | SAMPLE);
    if (!same) {
      number(zigzag(millis - lastMillis));
    }
    lastNumber = route.number();
    lastMillis = millis;
    long whole = (long) value;
    if (Double.doubleToRawLongBits((double) whole) == Double.doubleToRawLongBits(value)
        && Math.abs(value) < 0x1p53) {
      number(zigzag(whole - route.logged()) << 1);
      route.logged(whole);
    } else {
      number(1);
      fixed(Double.doubleToRawLongBits(value));
    }
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private void room() {
    if (bytes.length - size < 64) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }

  private void number(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void fixed(Fingerprint fingerprint) {
    room();
    fixed(fingerprint.high());
    fixed(fingerprint.low());
  }

  private void fixed(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    while (bytes.length - size < utf8.length + 64) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    number(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /// Reads a log from its beginning, entry by entry.
  static final class Reader {
    private final Feeds of;
    private final List<Route> routes = new ArrayList<>();
    private final List<SliId> indicators = new ArrayList<>();

    /// @param of the definitions in force: the log is cut before they change
    Reader(Feeds of) {
      this.of = of;
    }

    Delivery unpacked(byte[] packed) {
      Delivery delivery = new Delivery();
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
        int version = in.readUnsignedByte();
        if (version == FirstDeliveries.VERSION) {
          return FirstDeliveries.unpacked(of, in);
        }
        if (version != VERSION) {
          throw new IllegalStateException(
              "delivery of version %d: expected %d. Another Parallax wrote it; run that one."
                  .formatted(version, VERSION));
        }
        int lastNumber = 0;
        long lastMillis = 0;
        while (in.available() > 0) {
          long head = number(in);
          if ((head & 1) == SERIES) {
            introduce((int) (head >>> 1), in);
            continue;
          }
          lastNumber += (int) signed(head >>> 2);
          lastMillis += (head & SAME_INSTANT) != 0 ? 0 : signed(number(in));
          Route route = routes.get(lastNumber);
          delivery.add(route, lastMillis, value(route, in));
        }
      } catch (IOException | IndexOutOfBoundsException e) {
        throw new IllegalStateException(
            "a delivery in the log is damaged: expected what was written there. Restore the database.",
            e);
      }
      return delivery;
    }

    private void introduce(int number, DataInputStream in) throws IOException {
      if (number == 0) {
        routes.clear();
        indicators.clear();
      }
      Fingerprint series = new Fingerprint(in.readLong(), in.readLong());
      Fingerprint target = new Fingerprint(in.readLong(), in.readLong());
      int count = (int) number(in);
      List<Route.Stop> stops = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Role role = in.readUnsignedByte() == PART ? Role.PART : Role.TOTAL;
        int known = (int) number(in);
        if (known == 0) {
          indicators.add(new SliId(new SloId(text(in)), text(in)));
        }
        stops.add(
            new Route.Stop(known == 0 ? indicators.getLast() : indicators.get(known - 1), role));
      }
      if (number != routes.size()) {
        throw new IOException("series %d after %d".formatted(number, routes.size()));
      }
      routes.add(new Route(of, series, target, stops, false));
    }

    private static double value(Route route, DataInputStream in) throws IOException {
      long head = number(in);
      if (head == 1) {
        return Double.longBitsToDouble(in.readLong());
      }
      route.logged(route.logged() + signed(head >>> 1));
      return (double) route.logged();
    }

    private static String text(DataInputStream in) throws IOException {
      byte[] utf8 = new byte[(int) number(in)];
      in.readFully(utf8);
      return new String(utf8, StandardCharsets.UTF_8);
    }

    private static long signed(long zigzag) {
      return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private static long number(DataInputStream in) throws IOException {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        int part = in.readUnsignedByte();
        value |= (part & 0x7fL) << shift;
        if (part < 0x80) {
          return value;
        }
      }
      throw new EOFException("a number of more than ten bytes");
    }
  }
}
