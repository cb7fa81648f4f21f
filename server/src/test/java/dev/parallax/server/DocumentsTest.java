package dev.parallax.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The documents at the top of the tree say what is there.
class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern IN_TICKS = Pattern.compile("`([A-Z][A-Za-z]+)`");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z][A-Za-z]+)");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)");
  private static final Pattern MODULE = Pattern.compile("<module>([a-z0-9]+)</module>");
  private static final Pattern ROOM = Pattern.compile("(?m)^[├└]── ([a-z0-9]+)/");
  private static final Pattern SLICE = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");

  @Test
  void everyTypeOfTheGlossaryExists() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("GLOSSARY.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length > 3) {
        named.addAll(found(IN_TICKS, cells[2]));
      }
    }

    assertThat(named).hasSizeGreaterThan(30);
    assertThat(types()).containsAll(named);
  }

  @Test
  void thePictureOfTheHouseShowsEveryModule() throws IOException {
    Set<String> modules = found(MODULE, Files.readString(ROOT.resolve("pom.xml")));

    Set<String> drawn = found(ROOM, Files.readString(ROOT.resolve("ARCHITECTURE.md")));

    assertThat(drawn).isEqualTo(modules);
  }

  @Test
  void theStreetNamesEverySlice() throws IOException {
    Set<String> slices;
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/parallax/server"))) {
      slices =
          folders
              .filter(Files::isDirectory)
              .map(each -> each.getFileName().toString())
              .collect(Collectors.toSet());
    }

    Set<String> named = found(SLICE, Files.readString(ROOT.resolve("ARCHITECTURE.md")));

    assertThat(named).isEqualTo(slices);
  }

  @Test
  void everyLinkBetweenDocumentsLeadsSomewhere() throws IOException {
    List<Path> documents;
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      documents = Stream.concat(top, docs).filter(each -> each.toString().endsWith(".md")).toList();
    }

    Set<String> broken = new TreeSet<>();
    for (Path document : documents) {
      for (String target : found(LINK, Files.readString(document))) {
        if (!Files.exists(document.resolveSibling(target.strip()))) {
          broken.add(document + " → " + target);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  private static Set<String> types() throws IOException {
    Set<String> types = new TreeSet<>();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(ROOT)) {
      sources =
          files
              .filter(
                  each -> each.toString().endsWith(".java") && each.toString().contains("src/main"))
              .toList();
    }
    for (Path source : sources) {
      types.addAll(found(TYPE, Files.readString(source)));
    }
    return types;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
