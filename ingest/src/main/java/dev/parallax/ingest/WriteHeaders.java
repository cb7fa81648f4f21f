package dev.parallax.ingest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the headers of a remote write say of its format. Source: Prometheus remote write
/// specifications 1.0 and 2.0.
final class WriteHeaders {
  private WriteHeaders() {}

  private static final String FIRST = "prometheus.WriteRequest";
  private static final String WANTED =
      ": expected Content-Type application/x-protobuf;proto=prometheus.WriteRequest (remote write"
          + " 1.0) or ;proto=io.prometheus.write.v2.Request (2.0), with Content-Encoding snappy."
          + " Set it in the sender.";

  /// Why a request is not one of version 1.0, or null where it is.
  static @Nullable String unsupported(@Nullable String type, @Nullable String encoding) {
    if (type != null && !FIRST.equals(proto(type))) {
      return "Content-Type '%s'".formatted(Labels.shortened(type)) + WANTED;
    }
    return unsupportedEncoding(encoding);
  }

  /// Why a request is not one of version 2.0, or null where it is.
  static @Nullable String unsupportedSecond(@Nullable String type, @Nullable String encoding) {
    if (type == null || !RemoteWrite2.PROTO.equals(proto(type))) {
      return "Content-Type '%s'".formatted(type == null ? "" : Labels.shortened(type)) + WANTED;
    }
    return unsupportedEncoding(encoding);
  }

  /// Why an encoding is not taken, or null where it is.
  private static @Nullable String unsupportedEncoding(@Nullable String encoding) {
    return encoding == null || encoding.strip().equalsIgnoreCase(RemoteWrite.CONTENT_ENCODING)
        ? null
        : "Content-Encoding '%s'".formatted(Labels.shortened(encoding)) + WANTED;
  }

  /// The name of the message that a content type speaks of, or null where it is no protobuf.
  /// Without a name it is that of version 1.0.
  private static @Nullable String proto(String contentType) {
    String[] parts = contentType.strip().split(";", -1);
    if (!parts[0].strip().toLowerCase(Locale.ROOT).equals(RemoteWrite.CONTENT_TYPE)) {
      return null;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("proto=")) {
        return parameter.substring(6).replace("\"", "");
      }
    }
    return FIRST;
  }
}
