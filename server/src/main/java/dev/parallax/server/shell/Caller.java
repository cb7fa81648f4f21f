package dev.parallax.server.shell;

import dev.parallax.governance.PersonRef;
import java.time.Instant;
import java.util.Set;

/// Who is calling. What they may do is not said here: the [Gatekeeper] knows.
public sealed interface Caller {
  /// The name under which the audit knows them.
  String who();

  /// Nobody has signed in.
  record Anonymous() implements Caller {
    @Override
    public String who() {
      return "anonymous";
    }
  }

  /// A person.
  ///
  /// @param name what people call them
  /// @param scopes what the token is for; all of them in a session
  /// @param signedInAt when they proved who they are; for a token, when it was made
  record Member(
      PersonRef person, String name, Means means, Set<TokenScope> scopes, Instant signedInAt)
      implements Caller {
    public Member {
      scopes = Set.copyOf(scopes);
    }

    @Override
    public String who() {
      return "person:" + person;
    }
  }

  /// A program that does one thing without a person behind it: it sends signals, or it tells who
  /// works here.
  ///
  /// @param name of its token
  /// @param scope the one thing
  record Machine(String name, TokenScope scope) implements Caller {
    @Override
    public String who() {
      return "machine:" + name;
    }
  }

  /// How a person came in.
  enum Means {
    /// By signing in with a browser.
    SESSION,
    /// With a token that they made.
    TOKEN
  }

  /// What a token is for. It never allows more than its owner may do.
  enum TokenScope {
    /// To look.
    READ,
    /// To change.
    WRITE,
    /// To send signals, without a person behind it.
    INGEST,
    /// To tell who works here, without a person behind it. Source: SCIM 2.0, RFC 7644.
    SCIM
  }
}
