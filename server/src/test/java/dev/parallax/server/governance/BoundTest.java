package dev.parallax.server.governance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.server.catalog.ChangeGate;
import dev.parallax.server.shell.Demands;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BoundTest {
  private static final JavaClasses SERVER =
      new ClassFileImporter().importPackages("dev.parallax.server");

  @Test
  void whatIsBoundIsWhatAnEndpointDemandsOrAProcessHandsOut() {
    Set<String> bound = new TreeSet<>(demanded());
    bound.addAll(handedOut());

    assertThat(demanded()).isNotEmpty();
    assertThat(handedOut()).contains("propose", "agree", "keep-matrix");
    assertThat(Bound.ACTIVITIES).containsExactlyInAnyOrderElementsOf(bound);
  }

  @Test
  void whatIsBoundIsInAShippedMatrix() {
    assertThat(shipped()).containsAll(Bound.ACTIVITIES);
  }

  private static Set<String> demanded() {
    return SERVER.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isAnnotatedWith(Demands.class))
        .map(method -> method.getAnnotationOfType(Demands.class).activity())
        .filter(activity -> !activity.isEmpty())
        .collect(Collectors.toSet());
  }

  /// The activities that the processes name, each in a constant.
  private static Set<String> handedOut() {
    return SERVER.stream()
        .filter(type -> !type.isInterface() && type.isAssignableTo(ChangeGate.class))
        .flatMap(type -> Arrays.stream(type.reflect().getDeclaredFields()))
        .filter(field -> field.getType() == String.class && Modifier.isStatic(field.getModifiers()))
        .map(BoundTest::text)
        .filter(shipped()::contains)
        .collect(Collectors.toSet());
  }

  private static String text(Field constant) {
    try {
      constant.setAccessible(true);
      return String.valueOf(constant.get(null));
    } catch (IllegalAccessException closed) {
      throw new AssertionError(closed);
    }
  }

  private static Set<String> shipped() {
    return ShippedMatrices.all().stream()
        .flatMap(matrix -> matrix.rows().stream())
        .map(row -> row.activity().id())
        .collect(Collectors.toSet());
  }
}
