package dev.parallax.server.budgets;

import dev.parallax.budget.SliId;
import dev.parallax.budget.SloId;
import dev.parallax.ingest.Fingerprint;
import dev.parallax.ingest.SliAccumulator.Role;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

/// Reads entries of the log as they were first written: all names with each series. An installation
/// that is brought up to date may have them still.
final class FirstDeliveries {
  static final int VERSION = 1;
  private static final int PART = 0;

  private FirstDeliveries() {}

  /// @param in behind the version
  static Delivery unpacked(Feeds of, DataInputStream in) throws IOException {
    Delivery delivery = new Delivery();
    for (int left = in.readInt(); left > 0; left--) {
      SliId sli = new SliId(new SloId(in.readUTF()), in.readUTF());
      Role role = in.readByte() == PART ? Role.PART : Role.TOTAL;
      Fingerprint series = new Fingerprint(in.readLong(), in.readLong());
      Fingerprint target = new Fingerprint(in.readLong(), in.readLong());
      Route route = new Route(of, series, target, List.of(new Route.Stop(sli, role)), false);
      for (int samples = in.readInt(); samples > 0; samples--) {
        delivery.add(route, in.readLong(), Double.longBitsToDouble(in.readLong()));
      }
    }
    return delivery;
  }
}
