package dev.parallax.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of rights names every route of the program, and no other. That each of its cells holds
/// is shown with the running program, in `e2e`.
class RightsTest {
  private static final File TABLE = new File("../e2e/src/test/resources/rights.csv");

  @Test
  void theTableOfRightsNamesEveryRoute() throws IOException {
    Set<String> inTheTable =
        Files.readAllLines(TABLE.toPath()).stream()
            .filter(line -> !line.startsWith("#") && !line.startsWith("method,"))
            .map(line -> line.split(",", 3))
            .map(cells -> cells[0] + " " + cells[1])
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(inTheTable)
        .as("%s: add a row for a new route, and take out one that is gone", TABLE)
        .isEqualTo(routes());
  }

  private static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.parallax.server")) {
      for (JavaMethod method : type.getMethods()) {
        verb(method)
            .ifPresent(
                verb ->
                    routes.add(
                        verb
                            + " "
                            + path(type.tryGetAnnotationOfType(Path.class))
                            + path(method.tryGetAnnotationOfType(Path.class))));
      }
    }
    return routes.stream()
        .map(route -> route.replaceFirst("^(\\S+) /*$", "$1 /"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<String> verb(JavaMethod method) {
    return method.getAnnotations().stream()
        .filter(each -> each.getRawType().isAnnotatedWith(HttpMethod.class))
        .map(each -> each.getRawType().getSimpleName())
        .findFirst();
  }

  /// With one slash before it and none behind.
  private static String path(Optional<Path> path) {
    String bare = path.map(Path::value).orElse("").replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "" : "/" + bare;
  }
}
