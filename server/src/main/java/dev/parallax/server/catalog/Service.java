package dev.parallax.server.catalog;

import dev.parallax.budget.ServiceId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A managed service as it is registered.
///
/// @param title what people call it
/// @param system the system that it belongs to
/// @param owner the group or user that maintains it, letter by letter as its catalogue entry says;
///   a candidate for responsible, no more
/// @param tier how much depends on it, `1` being most; free text
/// @param dependsOn the services that it needs
public record Service(
    ServiceId id,
    String title,
    String description,
    @Nullable String system,
    @Nullable String owner,
    @Nullable String tier,
    @Nullable String lifecycle,
    SortedSet<ServiceId> dependsOn) {
  public Service {
    dependsOn = Collections.unmodifiableSortedSet(new TreeSet<>(dependsOn));
  }

  /// A service that only its SLOs mention.
  static Service mentioned(ServiceId id) {
    return new Service(id, id.value(), "", null, null, null, null, new TreeSet<>(Set.of()));
  }
}
