package dev.parallax.formats.backup;

import java.util.ArrayList;
import java.util.List;

/// Words of a backup's manifest and seal: a name and a value a line; a name may stand there again.
final class Lines {
  private static final String BETWEEN = ": ";

  private final List<String> lines = new ArrayList<>();

  void add(String name, String value) {
    if (value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(
          "%s: '%s': expected one line, for that is what a reader takes back. Leave the break out."
              .formatted(name, value));
    }
    lines.add(name + BETWEEN + value);
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  static Lines read(String text) {
    Lines lines = new Lines();
    text.lines().forEach(lines.lines::add);
    return lines;
  }

  List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + BETWEEN))
        .map(line -> line.substring(name.length() + BETWEEN.length()))
        .toList();
  }

  String one(String name) throws BackupRefused {
    List<String> found = all(name);
    if (found.size() != 1) {
      throw BackupRefused.damaged("it says '%s' %d times".formatted(name, found.size()));
    }
    return found.getFirst();
  }

  List<String> words(String value, int expected) throws BackupRefused {
    List<String> words = List.of(value.split(" "));
    if (words.size() != expected) {
      throw BackupRefused.damaged("it says '%s'".formatted(value));
    }
    return words;
  }

  long number(String word) throws BackupRefused {
    if (!word.matches("-?[0-9]{1,18}")) {
      throw BackupRefused.damaged("it says '%s' instead of a number".formatted(word));
    }
    return Long.parseLong(word);
  }
}
