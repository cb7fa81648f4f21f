package dev.parallax.formats.openslo;

import dev.parallax.formats.yaml.Value;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An OpenSLO v1 object of one of the seven kinds.
public sealed interface OpenSlo {
  /// The value of `apiVersion` that is read and written.
  String API_VERSION = "openslo/v1";

  Metadata metadata();

  Kind kind();

  default String name() {
    return metadata().name();
  }

  /// The seven kinds.
  enum Kind {
    SERVICE("Service"),
    DATA_SOURCE("DataSource"),
    SLI("SLI"),
    SLO("SLO"),
    ALERT_POLICY("AlertPolicy"),
    ALERT_CONDITION("AlertCondition"),
    ALERT_NOTIFICATION_TARGET("AlertNotificationTarget");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// As documents write it.
    public String word() {
      return word;
    }
  }

  record Service(Metadata metadata, @Nullable String description) implements OpenSlo {
    @Override
    public Kind kind() {
      return Kind.SERVICE;
    }
  }

  /// @param connectionDetails any YAML; opaque
  record DataSource(
      Metadata metadata, @Nullable String description, String type, Value connectionDetails)
      implements OpenSlo {
    @Override
    public Kind kind() {
      return Kind.DATA_SOURCE;
    }
  }

  record Sli(Metadata metadata, @Nullable String description, Measure measure) implements OpenSlo {
    @Override
    public Kind kind() {
      return Kind.SLI;
    }
  }

  /// @param indicator absent where the objectives carry their own (a composite)
  /// @param timeWindow absent only in lenient reading
  record Slo(
      Metadata metadata,
      @Nullable String description,
      String service,
      @Nullable RefOr<Sli> indicator,
      @Nullable TimeWindow timeWindow,
      BudgetingMethod budgetingMethod,
      List<Objective> objectives,
      List<RefOr<AlertPolicy>> alertPolicies)
      implements OpenSlo {
    public Slo {
      objectives = List.copyOf(objectives);
      alertPolicies = List.copyOf(alertPolicies);
    }

    @Override
    public Kind kind() {
      return Kind.SLO;
    }

    /// Whether any objective has an indicator of its own.
    public boolean composite() {
      return objectives.stream().anyMatch(objective -> objective.indicator() != null);
    }
  }

  record AlertPolicy(
      Metadata metadata,
      @Nullable String description,
      AlertWhen when,
      List<RefOr<AlertCondition>> conditions,
      List<RefOr<NotificationTarget>> notificationTargets)
      implements OpenSlo {
    public AlertPolicy {
      conditions = List.copyOf(conditions);
      notificationTargets = List.copyOf(notificationTargets);
    }

    @Override
    public Kind kind() {
      return Kind.ALERT_POLICY;
    }
  }

  /// @param severity free text
  record AlertCondition(
      Metadata metadata, @Nullable String description, String severity, BurnCondition condition)
      implements OpenSlo {
    @Override
    public Kind kind() {
      return Kind.ALERT_CONDITION;
    }
  }

  /// @param target free text such as `slack`
  record NotificationTarget(Metadata metadata, @Nullable String description, String target)
      implements OpenSlo {
    @Override
    public Kind kind() {
      return Kind.ALERT_NOTIFICATION_TARGET;
    }
  }

  /// When a policy alerts; each as written or absent.
  record AlertWhen(
      @Nullable Boolean noData, @Nullable Boolean resolved, @Nullable Boolean breaching) {}

  /// A burn rate compared with a threshold over a window that looks back.
  ///
  /// @param op kept as written, never corrected
  /// @param alertAfter how long the condition must hold; absent means at once
  record BurnCondition(
      Operator op, BigDecimal threshold, Shorthand lookback, @Nullable Shorthand alertAfter) {}

  /// @param calendar absent where the window rolls
  record TimeWindow(Shorthand duration, @Nullable Calendar calendar) {
    public boolean rolling() {
      return calendar == null;
    }
  }

  /// The local time at which the first window began, and the zone whose clock it means.
  record Calendar(LocalDateTime start, ZoneId zone) {}

  /// @param target as written: a ratio in [0, 1), or a percentage in [0, 100)
  /// @param indicator only in composites
  record Objective(
      @Nullable String displayName,
      @Nullable Operator op,
      @Nullable BigDecimal value,
      Target target,
      @Nullable BigDecimal timeSliceTarget,
      @Nullable Shorthand timeSliceWindow,
      @Nullable RefOr<Sli> indicator,
      @Nullable BigDecimal compositeWeight) {}

  /// A target in the notation that the author chose.
  sealed interface Target {
    /// The target as an exact ratio in [0, 1).
    BigDecimal ratio();

    record Ratio(BigDecimal ratio) implements Target {}

    record Percent(BigDecimal percent) implements Target {
      @Override
      public BigDecimal ratio() {
        return percent.movePointLeft(2);
      }
    }
  }

  /// How events become budget.
  enum BudgetingMethod {
    OCCURRENCES("Occurrences"),
    TIMESLICES("Timeslices"),
    RATIO_TIMESLICES("RatioTimeslices");

    private final String word;

    BudgetingMethod(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// A comparison, read "value op bound".
  enum Operator {
    LTE,
    GTE,
    LT,
    GT
  }
}
