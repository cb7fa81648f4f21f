package dev.parallax.server.catalog;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.definitions.KnownNames;
import dev.parallax.governance.Persona;
import dev.parallax.governance.Personas;
import dev.parallax.server.federation.Enrolled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A registry made of files as the catalogue makes it, one file after the other and without a
/// database: what is refused keeps out no other, and of two wordings the later one counts.
public final class RealCatalogue {
  private static final KnownNames NAMES =
      KnownNames.personasOnly(
          Personas.builtIn().all().stream()
              .map(Persona::id)
              .map(Object::toString)
              .collect(Collectors.toSet()));

  private final Map<DefinitionStore.Key, String> texts = new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();
  private Checked.Ok<Definitions> all = new Checked.Ok<>(Definitions.none(), List.of());

  /// Registers a file, or keeps the reason why not.
  public void register(SourceFile file) {
    switch (Definitions.read(List.of(file), Profile.LENIENT, NAMES)) {
      case Checked.Ok<Definitions>(Definitions sent, List<Problem> _) ->
          together(file, Documents.texts(sent));
      case Checked.Rejected<Definitions>(List<Problem> problems) -> refuse(file, problems);
    }
  }

  private void together(SourceFile file, Map<DefinitionStore.Key, String> sent) {
    Map<DefinitionStore.Key, String> both = new LinkedHashMap<>(texts);
    both.putAll(sent);
    List<SourceFile> files =
        both.entrySet().stream()
            .map(
                each ->
                    new SourceFile(
                        Documents.path(each.getKey().kind(), each.getKey().name()),
                        each.getValue().getBytes(StandardCharsets.UTF_8)))
            .toList();
    switch (Definitions.read(files, Profile.LENIENT, NAMES)) {
      case Checked.Ok<Definitions> read -> {
        texts.putAll(sent);
        all = read;
      }
      case Checked.Rejected<Definitions>(List<Problem> problems) -> refuse(file, problems);
    }
  }

  private void refuse(SourceFile file, List<Problem> problems) {
    problems.stream()
        .filter(each -> each.severity() == Problem.Severity.ERROR)
        .findFirst()
        .ifPresent(first -> refused.add(file.path() + ": " + first));
  }

  /// The files that were refused, each with the first reason.
  public List<String> refused() {
    return List.copyOf(refused);
  }

  public Registry registry() {
    return new Compiler(all.value(), all.remarks(), Enrolled.NOBODY).compile(1, new TreeMap<>());
  }
}
