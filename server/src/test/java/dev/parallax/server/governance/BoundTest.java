package dev.parallax.server.governance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.parallax.governance.raci.RaciMatrix.Row;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.server.shell.Demands;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BoundTest {
  @Test
  void everyActivityThatAnEndpointDemandsIsBoundAndInAShippedMatrix() {
    Set<String> demanded = new TreeSet<>();
    new ClassFileImporter()
        .importPackages("dev.parallax.server").stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(Demands.class))
            .map(BoundTest::activity)
            .filter(activity -> !activity.isEmpty())
            .forEach(demanded::add);
    Set<String> shipped =
        ShippedMatrices.all().stream()
            .flatMap(matrix -> matrix.rows().stream())
            .map(Row::activity)
            .map(activity -> activity.id())
            .collect(Collectors.toSet());

    assertThat(demanded).isNotEmpty();
    assertThat(Bound.ACTIVITIES).containsAll(demanded);
    assertThat(shipped).containsAll(Bound.ACTIVITIES);
  }

  private static String activity(JavaMethod method) {
    return method.getAnnotationOfType(Demands.class).activity();
  }
}
