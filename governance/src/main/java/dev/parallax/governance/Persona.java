package dev.parallax.governance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A point of view on a managed service: what someone decides and from which height they look. A
/// persona is contextual, not a job title: the same person may wear several on one service, and
/// acts as one of them at a time. Source: ADR-00002 (SIG-SRE), *Personas related to Managed
/// Services*.
///
/// @param id the stable name
/// @param label what people call it
/// @param charter what it decides, and at which altitude
/// @param bestFit the persona that stands in where nobody is assigned; null if none does
///   (ADR-00006)
/// @param origin who defined it
public record Persona(
    PersonaId id, Label label, Charter charter, @Nullable PersonaId bestFit, Origin origin) {

  /// What people call a persona.
  ///
  /// @param name the name it was defined with; stays when an organisation renames it
  /// @param organisationName the organisation's own name for it; null if it uses `name`
  /// @param aliases further names under which it is found
  public record Label(String name, @Nullable String organisationName, List<String> aliases) {
    public Label {
      if (name.isBlank() || (organisationName != null && organisationName.isBlank())) {
        throw new Flaw(
                "a persona with a blank name",
                "a name that people can read on a page",
                "Write e.g. 'Service Owner'.")
            .asException();
      }
      aliases = List.copyOf(aliases);
    }

    public Label(String name, List<String> aliases) {
      this(name, null, aliases);
    }
  }

  /// What a persona decides, in a sentence, and its altitude: how much it looks at, over how long a
  /// time, in which terms.
  public record Charter(String decides, String altitude) {}

  /// Who defined a persona.
  ///
  /// @param kind see [Kind]
  /// @param source the document or file, for the reader
  public record Origin(Kind kind, String source) {}

  /// Where personas come from.
  public enum Kind {
    /// One of the eleven of ADR-00002.
    BUILT_IN,
    /// Used by SIG-SRE's other documents, which do not define it.
    EXTENSION,
    /// Added by the organisation.
    ORGANISATION
  }

  /// The name to show: the organisation's own, else the one it was defined with.
  public String name() {
    String own = label.organisationName();
    return own == null ? label.name() : own;
  }

  /// The name it was defined with, to show beside an organisation's own.
  public String definedName() {
    return label.name();
  }

  /// Further names under which it is found.
  public List<String> aliases() {
    return label.aliases();
  }

  Persona withLabel(Label changed) {
    return new Persona(id, changed, charter, bestFit, origin);
  }

  Persona withBestFit(@Nullable PersonaId changed) {
    return new Persona(id, label, charter, changed, origin);
  }
}
