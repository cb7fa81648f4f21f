package dev.parallax.server.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What an endpoint is part of: an activity of a responsibility matrix, and a deed in it. Every
/// endpoint says it; the [Gatekeeper] allows or refuses by it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Demands {
  /// The id of the activity, such as `measure-track` or `keep-catalogue`.
  String activity();

  /// Other activities, a part in one of which will do; what is sent says later in which.
  String[] or() default {};

  /// What is done in it.
  Deed deed();

  /// What the path parameter [#by] names, where there is one.
  Of of() default Of.NOTHING;

  /// The path parameter that names the object.
  String by() default "id";

  /// What is done in an activity.
  enum Deed {
    /// To look at it.
    VIEW,
    /// To say something to it, being asked.
    COMMENT,
    /// To do it.
    PERFORM,
    /// To answer for it.
    DECIDE,
    /// Open to everybody, signed in or not.
    OPEN,
    /// To send signals, with a person's or a machine's token.
    SUBMIT,
    /// To tell who works here, with a person's or a machine's token.
    PROVISION,
    /// To do what is one's own: keep a password, tokens and sessions; move a decision, whose seats
    /// say further who may.
    OWN
  }

  /// The kind of object that an endpoint is about.
  enum Of {
    /// No single one; what it shows of services, it chooses by who asks.
    NOTHING,
    /// Every service at once, whoever asks.
    ALL,
    /// A service, by its id.
    SERVICE,
    /// An SLO, by its id; its service decides.
    SLO,
    /// A person, by their login.
    PERSON
  }
}
