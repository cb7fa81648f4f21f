package dev.parallax.server.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was worked out lately, by what it was worked out from: once, however many ask for it at the
/// same time. Only so many are kept; what nobody asked for longest goes first.
///
/// Whatever a result depends on has to be part of its key, or of its epoch: nothing in here grows
/// old by itself. An epoch is something large that all results of a time share, such as a registry;
/// with the next one everything is forgotten, so that no old one is kept alive.
public final class Lately<K, V> {
  private final Map<K, Slot<V>> slots;
  private @Nullable Object current;

  /// @param most how many are kept
  public Lately(int most) {
    slots =
        new LinkedHashMap<>(16, 0.75F, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Slot<V>> eldest) {
            return size() > most;
          }
        };
  }

  /// A thing as itself: the same one, not one that equals it. For keys that are large.
  ///
  /// @param thing nothing, or what is compared by being the same
  public record Same(@Nullable Object thing) {
    @Override
    @SuppressWarnings("ReferenceEquality") // that is what it is for
    public boolean equals(@Nullable Object other) {
      return other instanceof Same(Object that) && thing == that;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(thing);
    }
  }

  private static final class Slot<V> {
    private volatile @Nullable V value;

    synchronized V value(Supplier<V> work) {
      V known = value;
      if (known == null) {
        known = work.get();
        value = known;
      }
      return known;
    }
  }

  /// What belongs to a key in an epoch, if it is there already; nobody waits.
  @SuppressWarnings("ReferenceEquality") // epochs are large
  public Optional<V> ready(Object epoch, K key) {
    synchronized (slots) {
      Slot<V> slot = current == epoch ? slots.get(key) : null;
      return slot == null ? Optional.empty() : Optional.ofNullable(slot.value);
    }
  }

  /// What belongs to a key in an epoch; worked out now if it was not. What fails is tried again by
  /// who asks next.
  ///
  /// @param epoch compared by being the same
  @SuppressWarnings("ReferenceEquality") // epochs are large
  public V of(Object epoch, K key, Supplier<V> work) {
    Slot<V> slot;
    synchronized (slots) {
      if (current != epoch) {
        slots.clear();
        current = epoch;
      }
      slot = slots.computeIfAbsent(key, _ -> new Slot<>());
    }
    return slot.value(work);
  }
}
