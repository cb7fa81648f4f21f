package dev.parallax.server.budgets;

import dev.parallax.budget.SliId;
import dev.parallax.budget.SloId;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/// Reads packed hours by PostgreSQL's binary COPY: a start reads hundreds of thousands of them, and
/// as a result set they would come as hexadecimal text. Format: PostgreSQL manual, COPY, "Binary
/// Format".
final class HourCopy implements Closeable {
  private static final String QUERY =
      "copy (select slo, sli, hour, revision, packed from slice_hour) to stdout (format binary)";
  private static final int SIGNATURE_AND_FLAGS = 15;
  private static final int BUFFER_BYTES = 1 << 16;

  private final DataInputStream in;
  private final Map<String, SliId> known = new HashMap<>();

  private HourCopy(DataInputStream in) {
    this.in = in;
  }

  static HourCopy of(Connection connection) throws SQLException {
    PGCopyInputStream rows = new PGCopyInputStream(connection.unwrap(PGConnection.class), QUERY);
    return new HourCopy(new DataInputStream(new BufferedInputStream(rows, BUFFER_BYTES)));
  }

  void forEach(Consumer<SliceStore.HourRow> each) throws IOException {
    in.skipNBytes(SIGNATURE_AND_FLAGS);
    in.skipNBytes(in.readInt());
    while (in.readShort() > 0) {
      SliId sli = sli(text(), text());
      in.readInt();
      long hour = in.readLong();
      in.readInt();
      long revision = in.readLong();
      each.accept(new SliceStore.HourRow(sli, hour, revision, bytes()));
    }
  }

  private SliId sli(String slo, String name) {
    return known.computeIfAbsent(slo + "/" + name, _ -> new SliId(new SloId(slo), name));
  }

  private String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private byte[] bytes() throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
