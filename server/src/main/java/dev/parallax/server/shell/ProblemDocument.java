package dev.parallax.server.shell;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What went wrong, for a machine. Source: RFC 9457, section 3.
///
/// @param id finds the log entry of an unexpected error; absent otherwise
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemDocument(String type, String title, int status, String detail, @Nullable String id) {
  static final String MEDIA_TYPE = "application/problem+json";

  static ProblemDocument of(int status, String title, String detail) {
    return new ProblemDocument("about:blank", title, status, detail, null);
  }
}
