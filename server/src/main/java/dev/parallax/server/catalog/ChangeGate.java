package dev.parallax.server.catalog;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.SloId;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.Scope;
import java.util.List;

/// Is asked before something is changed that others may have to agree to. The catalogue names the
/// need; the slice that knows who agrees fills it, with one gate for each kind of change.
public interface ChangeGate {
  /// A change that may have to be agreed to.
  sealed interface Change {
    /// What changes it, as it would be registered.
    List<SourceFile> documents();

    /// Of what registered SLOs of one service mean.
    ///
    /// @param slos whose meaning changes
    record OfSlos(ServiceId service, List<SloId> slos, List<SourceFile> documents)
        implements Change {
      public OfSlos {
        slos = List.copyOf(slos);
        documents = List.copyOf(documents);
      }
    }

    /// Of the matrix that holds in a scope.
    ///
    /// @param scope the organisation, where a document moves from one scope to another
    record OfMatrix(Scope scope, List<SourceFile> documents) implements Change {
      public OfMatrix {
        documents = List.copyOf(documents);
      }
    }
  }

  /// Whether such a change, asked for by whoever calls, has to be agreed to before it is
  /// registered. No for a kind of change that is another gate's.
  boolean guards(Change change);

  /// Asks for agreement to a change that this gate guards.
  ///
  /// @return the path of the page on which it is agreed to
  String propose(Change change);

  /// Notes a change that is registered without agreement.
  void passed(Change change);
}
