package dev.parallax.server.catalog;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.SloId;
import dev.parallax.formats.SourceFile;
import java.util.List;

/// Is asked before what a registered SLO means is changed. The catalogue names the need; the slice
/// that knows who agrees fills it.
public interface ChangeGate {
  /// A change of SLOs of one service.
  ///
  /// @param slos whose meaning changes
  /// @param documents that change it, as they would be registered
  record Change(ServiceId service, List<SloId> slos, List<SourceFile> documents) {
    public Change {
      slos = List.copyOf(slos);
      documents = List.copyOf(documents);
    }
  }

  /// Whether such a change has to be agreed to before it is registered.
  boolean guards(ServiceId service);

  /// Asks for agreement.
  ///
  /// @return the path of the page on which it is agreed to
  String propose(Change change);

  /// Notes a change that is registered without agreement.
  void passed(Change change);
}
