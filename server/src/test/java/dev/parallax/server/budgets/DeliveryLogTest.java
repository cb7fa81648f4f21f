package dev.parallax.server.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.SliId;
import dev.parallax.budget.SloId;
import dev.parallax.ingest.Fingerprint;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.SliAccumulator.Role;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is read from the log is what was written there, whatever part of it got lost on the way.
class DeliveryLogTest {
  private final Feeds feeds = new Feeds(new TreeMap<>(), new TreeMap<>());
  private final List<Route> routes = new ArrayList<>();
  private final Random random = new Random(11);

  DeliveryLogTest() {
    for (int i = 0; i < 50; i++) {
      List<Route.Stop> stops = new ArrayList<>();
      for (int stop = 0; stop <= i % 3; stop++) {
        SliId sli = new SliId(new SloId("slo-" + (i + stop) % 7), "sli");
        stops.add(new Route.Stop(sli, stop == 0 ? Role.TOTAL : Role.PART));
      }
      routes.add(
          new Route(feeds, Fingerprint.of("series " + i), Fingerprint.of("target"), stops, true));
    }
  }

  private record Read(Fingerprint series, List<Route.Stop> stops, long millis, long bits) {}

  private static List<Read> read(Delivery delivery) {
    List<Read> all = new ArrayList<>();
    for (int i = 0; i < delivery.size(); i++) {
      Route route = delivery.route(i);
      all.add(
          new Read(
              route.series(),
              route.stops(),
              delivery.epochMillis(i),
              Double.doubleToRawLongBits(delivery.value(i))));
    }
    return all;
  }

  private Delivery delivery() {
    Delivery delivery = new Delivery();
    for (int i = random.nextInt(100); i >= 0; i--) {
      double value =
          switch (random.nextInt(6)) {
            case 0 -> random.nextDouble();
            case 1 -> Double.longBitsToDouble(Sample.STALE_BITS);
            case 2 -> -0.0;
            case 3 -> 0x1p60;
            default -> random.nextInt(1_000_000);
          };
      delivery.add(
          routes.get(random.nextInt(routes.size())),
          1_700_000_000_000L + random.nextInt(3) * 15_000L,
          value);
    }
    return delivery;
  }

  @Test
  void entriesThatAreWrittenAreReadAgainBitByBit() {
    DeliveryLog log = new DeliveryLog();
    DeliveryLog.Reader reader = new DeliveryLog.Reader(feeds);
    for (int i = 0; i < 200; i++) {
      Delivery first = delivery();
      Delivery second = delivery();
      List<Read> sent = new ArrayList<>(read(first));
      sent.addAll(read(second));

      assertThat(read(reader.unpacked(log.packed(List.of(first, second))))).isEqualTo(sent);
    }
  }

  @Test
  void anEntryThatMayBeLostTakesNothingElseWithIt() {
    DeliveryLog log = new DeliveryLog();
    DeliveryLog.Reader reader = new DeliveryLog.Reader(feeds);
    for (int i = 0; i < 200; i++) {
      Delivery delivery = delivery();
      byte[] packed = log.packed(List.of(delivery));
      boolean failed = random.nextInt(4) == 0;
      if (failed) {
        log.begin();
      }
      if (!failed || random.nextBoolean()) {
        assertThat(read(reader.unpacked(packed))).isEqualTo(read(delivery));
      }
    }
  }

  @Test
  void anEntryOfTheFirstFormIsRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Fingerprint series = Fingerprint.of("series");
    Fingerprint target = Fingerprint.of("target");
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(1);
      out.writeInt(1);
      out.writeUTF("checkout");
      out.writeUTF("requests");
      out.writeByte(1);
      for (Fingerprint each : List.of(series, target)) {
        out.writeLong(each.high());
        out.writeLong(each.low());
      }
      out.writeInt(1);
      out.writeLong(1_700_000_000_000L);
      out.writeLong(Double.doubleToRawLongBits(7.5));
    }

    Delivery read = new DeliveryLog.Reader(feeds).unpacked(bytes.toByteArray());

    SliId sli = new SliId(new SloId("checkout"), "requests");
    assertThat(read(read))
        .containsExactly(
            new Read(
                series,
                List.of(new Route.Stop(sli, Role.TOTAL)),
                1_700_000_000_000L,
                Double.doubleToRawLongBits(7.5)));
    assertThat(read.route(0).target()).isEqualTo(target);
  }
}
