/// How something is decided: asked for, consulted on, answered by one, told to the others.
///
/// In: a request, with the people whom a matrix gave a part in it, and moves. Out: where the
/// decision stands at an instant, what may be done with it, whose turn it is, and which clocks run.
/// The working time of an organisation ([BusinessCalendar]) is part of it, since deadlines count in
/// it.
package dev.parallax.governance.decision;
