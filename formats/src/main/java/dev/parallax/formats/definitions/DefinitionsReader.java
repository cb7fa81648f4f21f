package dev.parallax.formats.definitions;

import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.backstage.Entity;
import dev.parallax.formats.backstage.EntityReader;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.openslo.OpenSloReader;
import dev.parallax.formats.parallaxdev.ParallaxDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.PersonaDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.ScheduleDocument;
import dev.parallax.formats.parallaxdev.ParallaxReader;
import dev.parallax.formats.yaml.Limits;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hands each document of a file to the reader of its format and collects what they give.
final class DefinitionsReader {
  private final Profile profile;
  private final Problems problems;
  private final List<Located<OpenSlo>> openSlo = new ArrayList<>();
  private final List<Located<Entity>> entities = new ArrayList<>();
  private final List<Located<PersonaDocument>> personas = new ArrayList<>();
  private final List<Located<AssignmentDocument>> assignments = new ArrayList<>();
  private final List<Located<ScheduleDocument>> schedules = new ArrayList<>();
  private final List<Located<MatrixDocument>> matrices = new ArrayList<>();
  private final List<Located<AdoptionDocument>> adoptions = new ArrayList<>();

  DefinitionsReader(Profile profile, Problems problems) {
    this.profile = profile;
    this.problems = problems;
  }

  /// What a file says; what its SLOs mean is found later, beside what they refer to.
  Definitions read(SourceFile file) {
    List<Node> documents = new YamlReader(Limits.DEFAULT).read(file, problems);
    documents.forEach(this::document);
    if (documents.isEmpty() && !problems.hasErrors()) {
      problems.warning(
          file.place(), "an empty file", "definitions", "Remove it, or write something in it.");
    }
    return new Definitions(
        openSlo, List.of(), entities, personas, assignments, schedules, matrices, adoptions);
  }

  private void document(Node root) {
    switch (root) {
      case Node.Mapping mapping -> object(mapping);
      case Node.Sequence(List<Node> items, _) -> {
        for (Node item : items) {
          if (item instanceof Node.Mapping mapping) {
            object(mapping);
          } else {
            refuse(item);
          }
        }
      }
      case Node.Scalar scalar -> refuse(scalar);
    }
  }

  private void refuse(Node node) {
    problems.error(
        node.place(),
        node.noun(),
        "an object with apiVersion and kind, or a list of such objects",
        "Write apiVersion, kind, metadata and spec.");
  }

  private void object(Node.Mapping mapping) {
    String version = mapping.text("apiVersion").orElse("");
    if (OpenSloReader.claims(version)) {
      OpenSloReader.read(mapping, problems, profile).ifPresent(openSlo::add);
    } else if (EntityReader.claims(version)) {
      EntityReader.read(mapping, problems).ifPresent(this::entity);
    } else if (ParallaxReader.claims(version)) {
      ParallaxReader.read(mapping, problems).ifPresent(this::parallax);
    } else if (version.isEmpty() && mapping.text("kind").isEmpty()) {
      problems.warning(
          mapping.place(),
          "a document without apiVersion and kind",
          "a definition; files of other programs (such as GitLab's catalog-info.yml) are skipped",
          "Leave the file out, or add apiVersion and kind if it is a definition.");
    } else {
      problems.error(
          mapping.get("apiVersion").map(Node::place).orElse(mapping.place()),
          version.isEmpty() ? "no apiVersion" : "apiVersion: '%s'".formatted(version),
          "openslo/v1, backstage.io/v1alpha1, backstage.io/v1beta1 or parallax.dev/v1",
          "Correct it, or leave the file out: nothing here reads this format.");
    }
  }

  private void entity(Located<Entity> entity) {
    entities.add(entity);
    entity
        .value()
        .assignments()
        .forEach(assignment -> assignments.add(new Located<>(assignment, annotations(entity))));
  }

  private static Node.Mapping annotations(Located<Entity> entity) {
    return entity
        .node()
        .get("metadata")
        .flatMap(
            m ->
                m instanceof Node.Mapping metadata ? metadata.get("annotations") : Optional.empty())
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast)
        .orElse(entity.node());
  }

  private void parallax(Located<ParallaxDocument> document) {
    switch (document.value()) {
      case PersonaDocument persona -> personas.add(new Located<>(persona, document.node()));
      case AssignmentDocument assignment ->
          assignments.add(new Located<>(assignment, document.node()));
      case ScheduleDocument schedule -> schedules.add(new Located<>(schedule, document.node()));
      case MatrixDocument matrix -> matrices.add(new Located<>(matrix, document.node()));
      case AdoptionDocument adoption -> adoptions.add(new Located<>(adoption, document.node()));
    }
  }
}
