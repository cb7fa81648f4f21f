package dev.parallax.server.shell;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
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

  /// How statements are drawn.
  Stated statement();

  /// How this installation watches itself.
  Repeated self();

  /// How data sources are asked.
  Pulled pull();

  /// Where people reach this installation, e.g. `https://parallax.example.org`: links in messages
  /// begin with it. Without it, they lead to this machine.
  Optional<URI> address();

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
}
