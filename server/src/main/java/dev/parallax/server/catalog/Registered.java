package dev.parallax.server.catalog;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Profile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.definitions.KnownNames;
import dev.parallax.formats.definitions.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Registered documents in their newest wording, each parsed once: a change parses what changed,
/// however many others are registered. Immutable.
final class Registered {
  static final Registered NONE = new Registered(new LinkedHashMap<>());

  private final Map<DefinitionStore.Key, Read> documents;

  /// A document and what it says.
  private record Read(DefinitionStore.Row row, Reading reading) {
    static Read of(DefinitionStore.Row row) {
      return new Read(row, Reading.of(Documents.file(row), Profile.LENIENT).withoutTexts());
    }
  }

  private Registered(Map<DefinitionStore.Key, Read> documents) {
    this.documents = documents;
  }

  /// The same with documents that are new, or say something new.
  Registered with(Collection<DefinitionStore.Row> changes) {
    Map<DefinitionStore.Key, Read> changed = new LinkedHashMap<>(documents);
    List<Map.Entry<DefinitionStore.Key, Read>> read =
        changes.parallelStream().map(row -> Map.entry(row.key(), Read.of(row))).toList();
    read.forEach(each -> changed.put(each.getKey(), each.getValue()));
    return new Registered(changed);
  }

  /// All of them, read as one.
  ///
  /// @param known what they may refer to beside each other
  Checked<Definitions> together(KnownNames known) {
    List<Reading> readings = new ArrayList<>(documents.size());
    documents.values().forEach(each -> readings.add(each.reading()));
    return Definitions.together(readings, known);
  }

  Set<DefinitionStore.Key> keys() {
    return Collections.unmodifiableSet(documents.keySet());
  }

  Optional<DefinitionStore.Row> find(DefinitionStore.Key key) {
    return Optional.ofNullable(documents.get(key)).map(Read::row);
  }

  /// What a document says as it is registered; nothing where there is none.
  Definitions said(DefinitionStore.Key key) {
    Read read = documents.get(key);
    return read == null ? Definitions.none() : read.reading().said();
  }

  List<DefinitionStore.Row> rows() {
    return documents.values().stream().map(Read::row).toList();
  }
}
