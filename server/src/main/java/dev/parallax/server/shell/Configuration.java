package dev.parallax.server.shell;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Every setting that a slice reads, with its default. `parallax.pull.every` is
/// `PARALLAX_PULL_EVERY` in the environment. A setting that is none of these ends the start: see
/// [Settings].
@ConfigMapping(prefix = "parallax")
public interface Configuration {
  /// The organisation's time zone, an IANA name: dates are shown and weeks begin in it.
  @WithDefault("UTC")
  ZoneId zone();

  /// Whether the organisation in it is generated; every page then says so.
  @WithDefault("false")
  boolean sample();

  /// Whether the program asks for its own pages and ends, to fill a start-up cache.
  @WithDefault("false")
  boolean training();

  /// The folder that holds what this installation keeps outside of the database.
  Path data();

  /// The address at which people and programs reach it, without a path.
  String address();

  /// The token of this machine: whoever may read the data folder has it. Made at each start.
  @WithDefault("-")
  String thisMachine();

  /// How much work a kept password is.
  Hashed password();

  /// How statements are drawn.
  Stated statement();

  /// How this installation watches itself.
  Repeated self();

  /// How data sources are asked.
  Pulled pull();

  /// How mail is sent.
  Mail mail();

  /// A webhook that hears of everything that asks something of somebody.
  Webhook webhook();

  /// A room behind an incoming webhook of Slack's form.
  Slack slack();

  /// How mail is sent.
  interface Mail {
    /// The SMTP server; without it no mail is sent.
    Optional<String> host();

    /// The port of the SMTP server.
    @WithDefault("587")
    int port();

    /// How the connection is kept private.
    @WithDefault("starttls")
    MailSecurity security();

    /// Who signs in at the SMTP server, where it asks for that.
    Optional<String> user();

    /// The password that goes with the user.
    Optional<String> password();

    /// The sender of every mail.
    @WithDefault("parallax@localhost")
    String from();
  }

  /// How a connection to a mail server is kept private.
  enum MailSecurity {
    /// Plain at first, then TLS, else not at all: usual on port 587.
    STARTTLS,
    /// TLS from the beginning: usual on port 465.
    TLS,
    /// Plain: for a server on this machine.
    NONE
  }

  /// A webhook that hears of everything that asks something of somebody.
  interface Webhook {
    /// Where it is.
    Optional<URI> url();

    /// What signs each message, so that the receiver knows who sent it.
    Optional<String> secret();
  }

  /// A room behind an incoming webhook of Slack's form.
  interface Slack {
    /// Where it is.
    Optional<URI> url();
  }

  /// How statements are drawn.
  interface Stated {
    /// How far back a statement looks, so that samples on their way arrive before they are spoken
    /// of.
    @WithDefault("PT75S")
    Duration settle();
  }

  /// How this installation watches itself.
  interface Repeated {
    /// How often it asks its own first page and reads its own counters.
    @WithDefault("PT15S")
    Duration every();
  }

  /// How data sources are asked.
  interface Pulled {
    /// How often each indicator that is pulled is brought up to now.
    @WithDefault("PT60S")
    Duration every();
  }

  /// How decisions are taken.
  Decided decision();

  /// How decisions are taken.
  interface Decided {
    /// How many workdays those who are asked have to answer.
    @WithDefault("2")
    int consultDays();

    /// How many workdays it may take to decide after that.
    @WithDefault("2")
    int decideDays();

    /// Days that are not worked, such as `2026-12-25,2026-12-26`.
    Optional<List<LocalDate>> holidays();
  }

  /// For tests of the packaged program.
  Tested test();

  /// For tests of the packaged program.
  interface Tested {
    /// A file with a duration, such as `PT48H`, by which the clock is ahead. Without it the time is
    /// that of the machine.
    Optional<Path> clock();
  }

  /// How much work a kept password is. Source: OWASP Password Storage Cheat Sheet, Argon2id.
  interface Hashed {
    /// KiB of memory.
    @WithDefault("19456")
    int memory();

    /// Passes over it.
    @WithDefault("2")
    int passes();

    /// Lanes.
    @WithDefault("1")
    int lanes();
  }
}
