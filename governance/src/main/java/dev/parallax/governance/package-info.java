/// Who answers for a service.
///
/// In: personas, assignments, groups. Out: for a persona, a service and an instant, the people who
/// hold it, with the trace that says why; or a vacancy.
package dev.parallax.governance;
