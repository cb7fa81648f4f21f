package dev.parallax.e2e.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// An organisation as large as they come, written as the files that it would have: areas of fifty
/// services, five SLOs a service, teams, owners, twenty SREs who look after everything, consumers
/// who see their own, and a matrix that some areas hold to strictly.
///
/// `java LargeOrganisation.java FOLDER [SERVICES [SLOS]]` writes it. `FOLDER/1-people` comes first,
/// then the other folders in their order: `parallax apply -f FOLDER/1-people`, and on.
///
/// @param services how many
/// @param slos of each service, at most five
public record LargeOrganisation(int services, int slos) {
  /// Services of an area.
  static final int AREA = 50;

  /// How many SREs look after everything.
  public static final int SRES = 20;

  private static final int AREAS_OF_A_FOLDER = 40;
  private static final List<String> PROMISES =
      List.of("answers", "is-quick", "is-right", "is-fresh", "is-whole");

  public static void main(String[] arguments) throws IOException {
    int services = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
    int slos = arguments.length > 2 ? Integer.parseInt(arguments[2]) : PROMISES.size();
    new LargeOrganisation(services, slos).write(Path.of(arguments[0]));
  }

  /// The login of an SRE who looks after everything.
  public static String sre(int number) {
    return "sre-%02d".formatted(number);
  }

  /// Writes its files.
  public void write(Path folder) throws IOException {
    Path people = Files.createDirectories(folder.resolve("1-people"));
    Files.writeString(people.resolve("people.yaml"), joined(people()));
    Files.writeString(people.resolve("responsibilities.yaml"), joined(responsibilities()));
    for (int area = 0; area < areas(); area++) {
      Path at =
          Files.createDirectories(
              folder.resolve("%d-services".formatted(2 + area / AREAS_OF_A_FOLDER)));
      Files.writeString(at.resolve("%s.yaml".formatted(name(area))), joined(area(area)));
    }
  }

  private int areas() {
    return Math.ceilDiv(services, AREA);
  }

  private static String joined(List<String> documents) {
    return String.join("---\n", documents);
  }

  private static String name(int area) {
    return "area-%03d".formatted(area);
  }

  private static String service(int number) {
    return "%s-service-%02d".formatted(name(number / AREA), number % AREA);
  }

  /// Ten people an area in two teams, those who look after everything, and consumers.
  private List<String> people() {
    List<String> documents = new ArrayList<>();
    for (int area = 0; area < areas(); area++) {
      for (int team = 0; team < 2; team++) {
        int first = 5 * team;
        documents.add(group(team(area, team), members(area, first, first + 5)));
      }
      for (int person = 0; person < 10; person++) {
        documents.add(user(person(area, person), person == 0 ? "leader-0" : person(area, 0)));
      }
      documents.add(user("consumer-%03d".formatted(area), ""));
    }
    IntStream.range(0, 5).forEach(i -> documents.add(user("leader-" + i, "")));
    List<String> sres = IntStream.range(0, SRES).mapToObj(LargeOrganisation::sre).toList();
    sres.forEach(sre -> documents.add(user(sre, "leader-1")));
    documents.add(group("sres", String.join(", ", sres)));
    return documents;
  }

  private static String person(int area, int number) {
    return "%s.person-%d".formatted(name(area), number);
  }

  private static String team(int area, int number) {
    return "%s-team-%d".formatted(name(area), number);
  }

  private static String members(int area, int from, int until) {
    return String.join(", ", IntStream.range(from, until).mapToObj(i -> person(area, i)).toList());
  }

  private List<String> responsibilities() {
    List<String> documents = new ArrayList<>();
    IntStream.range(0, 5)
        .forEach(i -> documents.add(assignment("executive", "user:leader-" + i, "organisation")));
    documents.add(assignment("sre", "group:sres", "organisation"));
    documents.add(assignment("architecture-lead", "user:leader-2", "organisation"));
    documents.add(assignment("quality-engineer", "user:leader-3", "organisation"));
    for (int area = 0; area < areas(); area++) {
      String system = "system:" + name(area);
      documents.add(assignment("service-owner", "user:" + person(area, 0), system));
      documents.add(assignment("product-owner", "user:" + person(area, 1), system));
      documents.add(assignment("engineering-manager", "user:" + person(area, 5), system));
      documents.add(assignment("developer", "group:" + team(area, 0), system));
      documents.add(assignment("support-engineer", "user:" + person(area, 9), system));
      for (int each = area * AREA; each < Math.min(services, (area + 1) * AREA); each++) {
        perService(area, each).forEach(documents::add);
      }
      if (area % 10 == 0) {
        documents.add(adoption(area));
      }
    }
    return documents;
  }

  /// Every second service is another team's; every fifth is consumed by somebody outside, and by
  /// the service beside it.
  private static List<String> perService(int area, int number) {
    List<String> documents = new ArrayList<>();
    String scope = "service:" + service(number);
    if (number % 2 == 0) {
      documents.add(assignment("developer", "group:" + team(area, 1), scope));
    }
    if (number % 5 == 0) {
      documents.add(assignment("service-consumer", "user:consumer-%03d".formatted(area), scope));
      documents.add(
          assignment("service-consumer", "service:" + service(number / AREA * AREA + 1), scope));
    }
    return documents;
  }

  private List<String> area(int area) {
    List<String> documents = new ArrayList<>();
    documents.add(
        """
        apiVersion: backstage.io/v1alpha1
        kind: System
        metadata:
          name: %s
          title: Area %d
        spec:
          owner: group:%s
        """
            .formatted(name(area), area, team(area, 0)));
    for (int each = area * AREA; each < Math.min(services, (area + 1) * AREA); each++) {
      documents.add(component(area, each));
      for (int slo = 0; slo < slos; slo++) {
        documents.add(slo(each, slo));
      }
    }
    return documents;
  }

  private static String component(int area, int number) {
    int place = number % AREA;
    String needs =
        place == 0
            ? ""
            : "  dependsOn: [component:%s, component:%s]\n"
                .formatted(service(number - 1), service(number / AREA * AREA));
    return """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: %s
          title: Service %d of area %d
          description: Does what number %d of its area does.
          annotations:
            parallax.dev/tier: "%d"
        spec:
          type: service
          lifecycle: production
          owner: group:%s
          system: %s
        %s"""
        .formatted(
            service(number),
            place,
            area,
            place,
            1 + place % 3,
            team(area, number % 2),
            name(area),
            needs);
  }

  private static String slo(int number, int promise) {
    String name = service(number) + "-" + PROMISES.get(promise);
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: %1$s
          displayName: Service %2$d %3$s
        spec:
          service: %4$s
          indicator:
            metadata:
              name: %1$s
            spec:
              ratioMetric:
                counter: true
                bad:
                  metricSource:
                    type: Prometheus
                    spec:
                      query: sum(requests_total{service="%4$s", promise="%5$d", kept="no"})
                total:
                  metricSource:
                    type: Prometheus
                    spec:
                      query: sum(requests_total{service="%4$s", promise="%5$d"})
          timeWindow:
            - duration: 28d
              isRolling: true
          budgetingMethod: Occurrences
          objectives:
            - displayName: Promised
              target: 0.99%5$d
        """
        .formatted(
            name, number % AREA, PROMISES.get(promise).replace('-', ' '), service(number), promise);
  }

  private static String user(String name, String manager) {
    return """
        apiVersion: backstage.io/v1alpha1
        kind: User
        metadata:
          name: %s
        %sspec:
          profile:
            displayName: %s
          memberOf: []
        """
        .formatted(
            name,
            manager.isEmpty()
                ? ""
                : "  annotations:\n    parallax.dev/manager: user:%s\n".formatted(manager),
            name.replaceAll("[.-]", " "));
  }

  private static String group(String name, String members) {
    return """
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata:
          name: %s
        spec:
          type: team
          children: []
          members: [%s]
        """
        .formatted(name, members);
  }

  private static String assignment(String persona, String holder, String scope) {
    return """
        apiVersion: parallax.dev/v1
        kind: Assignment
        spec:
          persona: %s
          holder: %s
          scope: %s
        """
        .formatted(persona, holder, scope);
  }

  private static String adoption(int area) {
    return """
        apiVersion: parallax.dev/v1
        kind: MatrixAdoption
        metadata:
          name: %1$s
        spec:
          scope: system:%1$s
          matrix: reconciled
          version: "1"
          modes:
            agree: enforcing
        """
        .formatted(name(area));
  }
}
