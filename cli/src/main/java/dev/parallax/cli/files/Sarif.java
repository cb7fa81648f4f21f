package dev.parallax.cli.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.cli.text.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/// Findings as a log of static analysis. Source: SARIF 2.1.0 (OASIS, 2020), sections 3.13 to 3.30.
public final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String RULE = "definition";

  private Sarif() {}

  public static ObjectNode of(List<Finding> findings, String version) {
    ObjectNode log = Json.object().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver =
        run.putObject("tool")
            .putObject("driver")
            .put("name", "parallax lint")
            .put("version", version);
    driver
        .putArray("rules")
        .addObject()
        .put("id", RULE)
        .putObject("shortDescription")
        .put("text", "Definitions say what they mean: each key and value is one that is read.");
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode results = run.putArray("results");
    findings.forEach(finding -> result(results.addObject(), finding));
    return log;
  }

  private static void result(ObjectNode result, Finding finding) {
    result.put("ruleId", RULE).put("level", finding.isError() ? "error" : "warning");
    result.putObject("message").put("text", finding.sentence() + " " + finding.remedy());
    ObjectNode location = result.putArray("locations").addObject().putObject("physicalLocation");
    location.putObject("artifactLocation").put("uri", uri(finding.file()));
    if (finding.line() > 0) {
      location.putObject("region").put("startLine", finding.line());
    }
  }

  /// A path as the reference that a code host resolves from the folder of the run.
  private static String uri(String file) {
    Path path = Path.of(file).normalize();
    try {
      return path.isAbsolute()
          ? path.toUri().toString()
          : new URI(null, null, "/" + path, null).toASCIIString().substring(1);
    } catch (URISyntaxException broken) {
      throw new IllegalStateException("'%s' could not be written as a URI".formatted(file), broken);
    }
  }
}
