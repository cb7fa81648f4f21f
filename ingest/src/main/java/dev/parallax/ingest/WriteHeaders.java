package dev.parallax.ingest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the headers of a remote write say of its format. Source: Prometheus remote write
/// specification 1.0.
final class WriteHeaders {
  private WriteHeaders() {}

  /// Why a request is not taken, or null where it is.
  static @Nullable String unsupported(@Nullable String type, @Nullable String encoding) {
    String wanted =
        ": expected Content-Type application/x-protobuf;proto=prometheus.WriteRequest with"
            + " Content-Encoding snappy (remote write 1.0). ";
    if (type != null && !isWriteRequest(type)) {
      boolean second = type.contains("io.prometheus.write.v2");
      return "Content-Type '%s'".formatted(Labels.shortened(type))
          + wanted
          + (second
              ? "Set protobuf_message: prometheus.WriteRequest in the sender's remote_write."
              : "Set it in the sender.");
    }
    if (encoding != null && !encoding.strip().equalsIgnoreCase(RemoteWrite.CONTENT_ENCODING)) {
      return "Content-Encoding '%s'".formatted(Labels.shortened(encoding))
          + wanted
          + "Set it in the sender.";
    }
    return null;
  }

  private static boolean isWriteRequest(String contentType) {
    String[] parts = contentType.strip().split(";");
    if (!parts[0].strip().toLowerCase(Locale.ROOT).equals(RemoteWrite.CONTENT_TYPE)) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("proto=")
          && !parameter.substring(6).replace("\"", "").equals("prometheus.WriteRequest")) {
        return false;
      }
    }
    return true;
  }
}
