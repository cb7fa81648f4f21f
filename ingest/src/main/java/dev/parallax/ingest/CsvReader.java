package dev.parallax.ingest;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads comma-separated values row by row, as RFC 4180 writes them: quotes around a field, two
/// quotes for one inside, line breaks inside quotes. LF and CRLF end a row; a byte order mark is
/// skipped; empty lines are left out.
final class CsvReader {
  static final int MAX_FIELD = 65_536;

  private final Reader in;
  private final char[] buffer = new char[16_384];
  private final StringBuilder field = new StringBuilder();
  private int at;
  private int filled;
  private int line = 1;
  private int rowLine;

  CsvReader(Reader in) throws IOException {
    this.in = in;
    if (peek() == '\ufeff') {
      at++;
    }
  }

  /// Line in which the row that was read last begins; 1 is the first.
  int rowLine() {
    return rowLine;
  }

  /// The next row, or null at the end.
  @Nullable List<String> row() throws IOException, Unreadable {
    while (peek() == '\n' || peek() == '\r') {
      take();
    }
    if (peek() < 0) {
      return null;
    }
    rowLine = line;
    List<String> row = new ArrayList<>(8);
    int end;
    do {
      end = field();
      row.add(field.toString());
    } while (end == ',');
    return row;
  }

  /// Reads one field into [#field]; answers what ended it: a comma, a line break or −1.
  private int field() throws IOException, Unreadable {
    field.setLength(0);
    boolean quoted = peek() == '"';
    if (quoted) {
      take();
      quoted();
    }
    while (true) {
      int c = take();
      if (c == ',' || c == '\n' || c < 0) {
        return c;
      }
      if (c == '\r' && (peek() == '\n' || peek() < 0)) {
        continue;
      }
      if (quoted) {
        throw new Unreadable(
            "'%c' after a closing quote: expected a comma or the end of the line. Write a quote inside quotes twice."
                .formatted(c));
      }
      append(c);
    }
  }

  private void quoted() throws IOException, Unreadable {
    while (true) {
      int c = take();
      if (c < 0) {
        throw new Unreadable(
            "a quote that is never closed: expected another one. Close the quoted field.");
      }
      if (c == '"') {
        if (peek() != '"') {
          return;
        }
        take();
      }
      append(c);
    }
  }

  private void append(int c) throws Unreadable {
    if (field.length() == MAX_FIELD) {
      throw new Unreadable(
          "a field of more than %,d characters: expected fewer. Look for a quote that is not closed."
              .formatted(MAX_FIELD));
    }
    field.append((char) c);
  }

  private int peek() throws IOException {
    if (at == filled) {
      filled = Math.max(0, in.read(buffer, 0, buffer.length));
      at = 0;
      if (filled == 0) {
        return -1;
      }
    }
    return buffer[at];
  }

  private int take() throws IOException {
    int c = peek();
    if (c >= 0) {
      at++;
      line += c == '\n' ? 1 : 0;
    }
    return c;
  }
}
