package dev.parallax.formats.parallaxdev;

import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.RaciMatrix;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document of one of the kinds of `parallax.dev/v1`.
public sealed interface ParallaxDocument {
  /// The value of `apiVersion` that is read.
  String API_VERSION = "parallax.dev/v1";

  /// A change to a persona that exists, or a persona of the organisation's own.
  ///
  /// @param id the persona's stable name
  /// @param rename what the organisation calls it
  /// @param aliases further names under which it is found
  /// @param merge ids of personas that this one takes over
  /// @param bestFit id of the persona that stands in where nobody is assigned
  /// @param extension present where the document adds a persona
  record PersonaDocument(
      String id,
      @Nullable String rename,
      List<String> aliases,
      List<String> merge,
      @Nullable String bestFit,
      @Nullable Extension extension)
      implements ParallaxDocument {
    public PersonaDocument {
      aliases = List.copyOf(aliases);
      merge = List.copyOf(merge);
    }
  }

  /// What a persona that an organisation adds is there for.
  record Extension(String name, String decides, String altitude) {}

  /// A holder fills a persona, so far, for so long.
  ///
  /// @param validFrom first instant inside; absent means since always
  /// @param validUntil first instant after; absent means until further notice
  /// @param rank in which line the holder stands
  /// @param attestedAt when somebody last said that it is still true
  record AssignmentDocument(
      String persona,
      HolderRef holder,
      ScopeRef scope,
      @Nullable Instant validFrom,
      @Nullable Instant validUntil,
      Rank rank,
      @Nullable Instant attestedAt)
      implements ParallaxDocument {
    /// In the first line, before no other, attested by nobody.
    public AssignmentDocument(
        String persona,
        HolderRef holder,
        ScopeRef scope,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil) {
      this(persona, holder, scope, validFrom, validUntil, Rank.PEER, null);
    }

    /// Whether both say the same of at least one instant.
    public boolean overlaps(AssignmentDocument other) {
      return persona.equals(other.persona)
          && holder.equals(other.holder)
          && scope.equals(other.scope)
          && startsBeforeEndOf(other)
          && other.startsBeforeEndOf(this);
    }

    private boolean startsBeforeEndOf(AssignmentDocument other) {
      return validFrom == null || other.validUntil == null || validFrom.isBefore(other.validUntil);
    }
  }

  /// In which line a holder stands; `PEER` is not written.
  enum Rank {
    PRIMARY,
    PEER,
    DEPUTY
  }

  /// Who is on call when.
  record ScheduleDocument(String name, List<Shift> shifts) implements ParallaxDocument {
    public ScheduleDocument {
      shifts = List.copyOf(shifts);
    }
  }

  /// A responsibility matrix in one version. Columns without personas are named by their headers
  /// alone.
  record MatrixDocument(RaciMatrix matrix) implements ParallaxDocument {
    /// Its id and version: `shop-slo@2`.
    public String key() {
      return matrix.id() + "@" + matrix.version();
    }
  }

  /// A scope adopts a matrix.
  ///
  /// @param name of the document
  record AdoptionDocument(String name, Adoption adoption) implements ParallaxDocument {}

  /// One person's duty: from the first instant inside to the first after.
  record Shift(String user, Instant from, Instant until) {}
}
