/// Who answers for what, and the pages of services and people.
///
/// In: the register of responsibility, and statements. Out: seats with the trace that says why, or
/// vacancies; lists and pages of services, people and personas. Upstream: catalog, budgets. It
/// keeps nothing of its own yet.
@NullMarked
package dev.parallax.server.governance;

import org.jspecify.annotations.NullMarked;
