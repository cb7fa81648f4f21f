package dev.parallax.server.shell;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// Something that the program does once instead of serving, while nothing else uses its data
/// folder. The shell names the need; slices bring errands as services of the [ServiceLoader].
public interface Errand {
  /// The first word on the program's command line that asks for it.
  String word();

  /// Looks at the other words and at what they name, before anything is opened.
  ///
  /// @throws StartRefused if it cannot be done
  Work prepare(List<String> words);

  /// What is left to do.
  interface Work {
    /// Does it.
    ///
    /// @throws StartRefused if it cannot be done; nothing has changed then
    void in(Place place);
  }

  /// Where it is done.
  ///
  /// @param data the data folder, which is ours
  /// @param owner the database, as its owner
  record Place(Path data, DatabaseAddress owner, InstantSource clock) {
    /// A connection of its own to the database.
    public Connection connect() throws SQLException {
      return DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
    }
  }

  /// The errand of a command line, prepared; nothing where there are no words.
  static Optional<Work> named(List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    List<Errand> known =
        ServiceLoader.load(Errand.class).stream().map(ServiceLoader.Provider::get).toList();
    return Optional.of(
        known.stream()
            .filter(each -> each.word().equals(words.getFirst()))
            .findFirst()
            .orElseThrow(
                () ->
                    new StartRefused(
                        "'%s' is nothing that this program does.".formatted(words.getFirst()),
                        "Without words it serves; besides that it knows %s."
                            .formatted(known.stream().map(Errand::word).toList()),
                        "Use the launcher: ./parallax help says what there is."))
            .prepare(words.subList(1, words.size())));
  }
}
