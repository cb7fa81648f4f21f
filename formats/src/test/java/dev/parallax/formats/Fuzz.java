package dev.parallax.formats;

import dev.parallax.formats.audit.AuditFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.definitions.KnownNames;
import dev.parallax.formats.raci.RaciReader;
import dev.parallax.formats.scim.ListQuery;
import dev.parallax.formats.scim.Projection;
import dev.parallax.formats.scim.ResourceType;
import dev.parallax.governance.Personas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a fuzzer gives to each reader of text: any input is answered, and nothing but the declared
/// exceptions comes out. Each nested class is a target of Jazzer.
public final class Fuzz {
  private Fuzz() {}

  /// OpenSLO, Backstage and our own documents, in YAML and JSON.
  public static final class Documents {
    private Documents() {}

    public static void fuzzerTestOneInput(byte[] data) {
      for (Profile profile : Profile.values()) {
        Definitions.read(
            List.of(new SourceFile("fuzz.yaml", data)), profile, KnownNames.personasOnly(Set.of()));
      }
    }
  }

  /// Tables of responsibility.
  public static final class Tables {
    private Tables() {}

    public static void fuzzerTestOneInput(byte[] data) {
      for (String path : List.of("fuzz.md", "fuzz.csv", "fuzz.yaml")) {
        RaciReader.read(new SourceFile(path, data), Personas.builtIn());
      }
    }
  }

  /// Filters, sorting and attributes of SCIM.
  public static final class Queries {
    private Queries() {}

    public static void fuzzerTestOneInput(byte[] data) {
      String text = new String(data, StandardCharsets.UTF_8);
      for (ResourceType type : ResourceType.values()) {
        ListQuery.read(type, Map.of("filter", text));
        ListQuery.read(type, Map.of("sortBy", text, "startIndex", text, "count", text));
        Projection.of(type, text, "");
      }
    }
  }

  /// A file of the audit chain.
  public static final class Audit {
    private Audit() {}

    public static void fuzzerTestOneInput(byte[] data) {
      try {
        AuditFile.verify(new ByteArrayInputStream(data));
      } catch (IOException _) {
        // said to be thrown
      }
    }
  }

  /// Writes something valid for each target to start from.
  static void seed(Path folder) throws IOException {
    write(
        folder,
        "Documents",
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: a, displayName: A, labels: {team: [x, y]}}
        spec:
          service: shop
          indicator:
            metadata: {name: a}
            spec:
              ratioMetric:
                counter: true
                good: {metricSource: {type: Prometheus, spec: {query: 'a{b="c"}'}}}
                total: {metricSource: {type: Prometheus, spec: {query: sum(rate(a[5m]))}}}
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{displayName: good, target: 0.99}]
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: {name: a}
        spec: {type: service, lifecycle: production, owner: group:default/a}
        """);
    write(
        folder,
        "Tables",
        """
        | Activity | Service Owner | SRE |
        |---|---|---|
        | Existence of SLO | A | R, C |
        """);
    write(
        folder,
        "Queries",
        "userName sw \"a\" and (emails[type eq \"work\" and value co \"@\"] or not (active pr))");
    write(folder, "Audit", "{\"sequence\":1,\"previous\":\"0\"}\n");
  }

  private static void write(Path folder, String target, String text) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve(target)).resolve("seed"), text);
  }
}
