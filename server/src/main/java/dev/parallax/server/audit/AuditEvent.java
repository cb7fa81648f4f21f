package dev.parallax.server.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/// Something that was done, or was refused.
///
/// @param at to the microsecond, as the database keeps it
/// @param who `person:ana`, `machine:prometheus`, `anonymous`, or `parallax` itself
/// @param actingAs the persona whose seat allowed it; empty where none was needed
/// @param onBehalfOf the person whose seat it was, where it was another's; empty otherwise
/// @param what activity and deed, such as `keep-catalogue/perform`
/// @param subject what it was done to
/// @param reason why it was done, or why it was refused
/// @param detail what else helps to understand it; never a secret
public record AuditEvent(
    Instant at,
    String who,
    String actingAs,
    String onBehalfOf,
    String what,
    String subject,
    Outcome outcome,
    String reason,
    String detail) {
  private static final int LONGEST = 4_000;

  /// The program itself, where nobody asked for it.
  public static final String SELF = "parallax";

  /// How it ended.
  public enum Outcome {
    /// It was done.
    DONE,
    /// They may not.
    REFUSED,
    /// They may, and it did not work.
    FAILED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AuditEvent {
    at = at.truncatedTo(ChronoUnit.MICROS);
    who = kept(who);
    actingAs = kept(actingAs);
    onBehalfOf = kept(onBehalfOf);
    what = kept(what);
    subject = kept(subject);
    reason = kept(reason);
    detail = kept(detail);
  }

  /// Its fields as the chain writes them, in this order for ever.
  SequencedMap<String, String> fields() {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("at", at.toString());
    fields.put("who", who);
    fields.put("actingAs", actingAs);
    fields.put("onBehalfOf", onBehalfOf);
    fields.put("what", what);
    fields.put("subject", subject);
    fields.put("outcome", outcome.word());
    fields.put("reason", reason);
    fields.put("detail", detail);
    return fields;
  }

  /// What the database gives back as it was given: neither NUL nor half a letter.
  private static String kept(String text) {
    String bounded = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    StringBuilder kept = new StringBuilder(bounded.length());
    bounded.codePoints().map(c -> isKept(c) ? c : '\uFFFD').forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isKept(int c) {
    return c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
  }
}
