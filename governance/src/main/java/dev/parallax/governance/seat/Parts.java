package dev.parallax.governance.seat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.Activity;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.RaciMatrix.Row;
import dev.parallax.governance.raci.Responsibility;
import java.util.List;
import java.util.Optional;

/// Which personas have which part in an activity of a service, as the matrix in force there says.
public interface Parts {
  /// The activities of a service, in the order of its matrix.
  List<Activity> activities(ServiceId service);

  /// The personas that have a part, in the order of the columns; none where nobody has.
  List<PersonaId> personas(Seat seat);

  /// The activity of a service, by its id.
  default Optional<Activity> activity(ServiceId service, String id) {
    return activities(service).stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /// The same matrix for every service.
  static Parts of(RaciMatrix matrix) {
    List<Activity> activities = matrix.rows().stream().map(Row::activity).toList();
    return new Parts() {
      @Override
      public List<Activity> activities(ServiceId service) {
        return activities;
      }

      @Override
      public List<PersonaId> personas(Seat seat) {
        return letter(seat.part()).stream()
            .flatMap(
                letter ->
                    matrix.row(seat.activity()).stream()
                        .flatMap(row -> matrix.holders(row, letter).stream()))
            .flatMap(column -> column.personas().stream())
            .map(Fit::persona)
            .distinct()
            .toList();
      }
    };
  }

  private static Optional<Responsibility> letter(Capability part) {
    return switch (part) {
      case ANSWER -> Optional.of(Responsibility.ACCOUNTABLE);
      case PERFORM -> Optional.of(Responsibility.RESPONSIBLE);
      case CONSULT -> Optional.of(Responsibility.CONSULTED);
      case INFORM -> Optional.of(Responsibility.INFORMED);
      case DRIVE, SUPPORT, VERIFY, SIGN_OFF, OMIT -> Optional.empty();
    };
  }
}
