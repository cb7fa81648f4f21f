package dev.parallax.governance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All assignments of the organisation, past, present and announced, in canonical order: the order
/// in which they were written down has no meaning.
public record Assignments(List<Assignment> all) {
  public Assignments {
    all = all.stream().sorted().toList();
  }

  public static Assignments of(Assignment... all) {
    return new Assignments(List.of(all));
  }

  /// The same holder fills the same persona for the same scope twice at once. One of the two is a
  /// mistake, and nobody can say which one ends the assignment.
  ///
  /// @param earlier the one that begins first
  /// @param later the one that begins before `earlier` has ended
  public record Overlap(Assignment earlier, Assignment later) {
    /// The overlap in three parts.
    public Flaw flaw() {
      return new Flaw(
          "%s as %s of %s, %s (%s) and %s (%s)"
              .formatted(
                  later.holder(),
                  later.persona(),
                  later.scope(),
                  earlier.validity(),
                  earlier.source(),
                  later.validity(),
                  later.source()),
          "one assignment at a time for the same persona, scope and holder, else its end is unclear",
          "Remove one of the two, or end the first where the second begins.");
    }
  }

  /// Every assignment that begins while the same holder already fills the same persona for the same
  /// scope, each once, beside the earlier one that reaches furthest. Different holders side by side
  /// are fine.
  public List<Overlap> check() {
    List<Overlap> overlaps = new ArrayList<>();
    for (List<Assignment> same : byKey().values()) {
      Assignment reach = same.getFirst();
      for (Assignment next : same.subList(1, same.size())) {
        if (reach.validity().overlaps(next.validity())) {
          overlaps.add(new Overlap(reach, next));
        }
        if (reach.validity().end().isBefore(next.validity().end())) {
          reach = next;
        }
      }
    }
    return List.copyOf(overlaps);
  }

  private record Key(PersonaId persona, Scope scope, Holder holder) {}

  private Map<Key, List<Assignment>> byKey() {
    Map<Key, List<Assignment>> byKey = new LinkedHashMap<>();
    for (Assignment assignment : all) {
      Key key = new Key(assignment.persona(), assignment.scope(), assignment.holder());
      byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(assignment);
    }
    return byKey;
  }

  /// These and others together.
  public Assignments and(Collection<Assignment> others) {
    List<Assignment> together = new ArrayList<>(all);
    together.addAll(others);
    return new Assignments(together);
  }
}
