package dev.parallax.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.parallax.server.shell.Demands;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The street: audit → identity → federation → catalog → budgets → governance → incidents → home,
/// with shell beneath.
class WallsTest {
  private static final String ROOT = "dev.parallax.server.";

  /// Who may look at whom, besides shell and itself.
  private static final Map<String, Set<String>> SEES =
      Map.ofEntries(
          Map.entry("shell", Set.of()),
          Map.entry("audit", Set.of()),
          Map.entry("backups", Set.of("audit")),
          Map.entry("identity", Set.of("audit")),
          Map.entry("federation", Set.of("audit", "identity")),
          Map.entry("catalog", Set.of("audit", "identity", "federation")),
          Map.entry("budgets", Set.of("audit", "identity", "federation", "catalog", "charts")),
          Map.entry(
              "governance",
              Set.of("audit", "identity", "federation", "catalog", "budgets", "charts")),
          Map.entry(
              "seating",
              Set.of(
                  "audit", "identity", "federation", "catalog", "budgets", "governance", "charts")),
          Map.entry(
              "incidents",
              Set.of("audit", "identity", "federation", "catalog", "budgets", "governance")),
          Map.entry(
              "decisions",
              Set.of("audit", "identity", "catalog", "notices", "budgets", "governance")),
          Map.entry("notices", Set.of("catalog")),
          Map.entry(
              "home",
              Set.of(
                  "audit",
                  "identity",
                  "federation",
                  "catalog",
                  "budgets",
                  "governance",
                  "seating",
                  "decisions",
                  "notices",
                  "incidents",
                  "charts")),
          Map.entry("charts", Set.of()),
          Map.entry("self", Set.of("audit", "identity", "federation", "catalog", "budgets")),
          Map.entry(
              "sample",
              Set.of("audit", "identity", "federation", "catalog", "budgets", "decisions")));

  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.parallax.server");

  @TestFactory
  List<DynamicTest> aSliceLooksUpstreamOnly() {
    List<DynamicTest> tests = new ArrayList<>();
    new TreeMap<>(SEES)
        .forEach(
            (slice, seen) ->
                tests.add(DynamicTest.dynamicTest(slice, () -> upstreamOnly(slice, seen))));
    return tests;
  }

  private static void upstreamOnly(String slice, Set<String> seen) {
    String[] hidden =
        SEES.keySet().stream()
            .filter(other -> !other.equals(slice) && !seen.contains(other))
            .filter(other -> slice.equals("shell") || !other.equals("shell"))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    if (hidden.length == 0) {
      return;
    }
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + slice + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(hidden)
            .because(
                "%s may see %s and shell only. Ask upstream through its plural noun; send news downstream as an event that the other slice observes"
                    .formatted(slice, seen.isEmpty() ? "no slice" : seen)));
  }

  @Test
  void everyPackageOfTheServerIsASliceOfTheStreet() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.parallax.server..")
            .should()
            .resideInAnyPackage(SEES.keySet().stream().map(ROOT::concat).toArray(String[]::new))
            .because(
                "a slice is exactly one package. Put the class into a slice, or give a new slice its place in SEES"));
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    check(
        slices()
            .matching("dev.parallax.(**)")
            .should()
            .beFreeOfCycles()
            .because("a circle is one package in several folders. Move the shared type upstream"));
  }

  @Test
  void storesResourcesAndPagesStayInTheirSlice() {
    check(
        classes()
            .that()
            .haveNameMatching(".*\\.[A-Za-z]*(Store|Resource|Pages)")
            .should()
            .notBePublic()
            .because(
                "package-private is the wall of a slice. Others call its plural noun; add a method there"));
  }

  @Test
  void onlyStoresSpeakSql() {
    check(
        noClasses()
            .that()
            .haveNameMatching(".*(Resource|Pages|View)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..")
            .because(
                "SQL is in the slice's Store. Ask the plural noun, which opens the transaction"));
  }

  @Test
  void everyEndpointNamesItsActivityAndDeed() {
    check(
        methods()
            .that()
            .areAnnotatedWith(GET.class)
            .or()
            .areAnnotatedWith(POST.class)
            .or()
            .areAnnotatedWith(PUT.class)
            .or()
            .areAnnotatedWith(PATCH.class)
            .or()
            .areAnnotatedWith(DELETE.class)
            .should()
            .beAnnotatedWith(Demands.class)
            .because(
                "the gate refuses by it. Say which activity it is part of, and which deed it is"));
  }

  @Test
  void theClockIsAskedInOnePlace() {
    check(
        noClasses()
            .should()
            .callMethod("java.time.Instant", "now")
            .orShould()
            .callMethod("java.time.ZonedDateTime", "now")
            .orShould()
            .callMethod("java.time.LocalDate", "now")
            .orShould()
            .callMethod("java.lang.System", "currentTimeMillis")
            .because("only shell asks the time. Take an InstantSource and pass the Instant on"));
  }

  @Test
  void nothingIsNamedAfterItsShelf() {
    check(
        noClasses()
            .that()
            .areTopLevelClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Impl|Base|Info|Data|Dto)")
            .because(
                "such a name says nothing. Name what it is in the field's words (GLOSSARY.md)"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(SERVER);
  }
}
