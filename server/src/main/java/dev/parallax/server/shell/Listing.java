package dev.parallax.server.shell;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An address with its parameters. What a list shows is said by its address alone, so that every
/// view of it can be sent to someone.
///
/// @param path from the root of the site, not yet escaped
/// @param parameters in the order in which they were added; none is blank
public record Listing(String path, Map<String, String> parameters) {
  /// How many rows a page holds.
  public static final int ROWS = 50;

  /// One page of a long list.
  ///
  /// @param number of this page, from 1
  /// @param pages how many there are, at least 1
  /// @param first the place of its first row in the whole, from 1; 0 where there is none
  /// @param total rows of the whole
  public record Leaf<T>(List<T> rows, int number, int pages, int first, int total) {
    public Leaf {
      rows = List.copyOf(rows);
    }

    /// The place of its last row in the whole.
    public int last() {
      return rows.isEmpty() ? 0 : first + rows.size() - 1;
    }
  }

  /// Links to the pages before and after.
  ///
  /// @param text `51 to 100 of 240 services`
  public record Turns(String text, @Nullable String before, @Nullable String after) {}

  public Listing {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /// The address without parameters.
  public static Listing of(String path) {
    return new Listing(path, Map.of());
  }

  /// The same with a parameter; without it where the value is blank or absent.
  public Listing with(String name, @Nullable String value) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.remove(name);
    if (value != null && !value.isBlank()) {
      changed.put(name, value);
    }
    return new Listing(path, changed);
  }

  /// The address to stand in a link.
  public String href() {
    String escaped = escaped(path).replace("%2F", "/");
    return parameters.isEmpty()
        ? escaped
        : parameters.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + escaped(parameter.getValue()))
            .collect(Collectors.joining("&", escaped + "?", ""));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// The number of a page as an address says it; the first one where it says none.
  public static int number(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 1;
  }

  /// A page of a list; the last one where the number is too high.
  public static <T> Leaf<T> leaf(List<T> all, int number) {
    int pages = Math.max(1, Math.ceilDiv(all.size(), ROWS));
    int here = Math.clamp(number, 1, pages);
    List<T> rows = all.subList((here - 1) * ROWS, Math.min(all.size(), here * ROWS));
    return new Leaf<>(rows, here, pages, rows.isEmpty() ? 0 : (here - 1) * ROWS + 1, all.size());
  }

  /// How to go on from a page of this list.
  ///
  /// @param parameter the parameter that holds the page's number
  /// @param what is listed, in the plural
  public Turns turns(Leaf<?> leaf, String parameter, String what) {
    return new Turns(
        "%d to %d of %d %s".formatted(leaf.first(), leaf.last(), leaf.total(), what),
        leaf.number() == 1
            ? null
            : with(parameter, leaf.number() == 2 ? "" : "" + (leaf.number() - 1)).href(),
        leaf.number() == leaf.pages() ? null : with(parameter, "" + (leaf.number() + 1)).href());
  }
}
