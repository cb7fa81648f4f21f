/// Error budget policies: what follows for a service from how its budgets stand.
///
/// In: the figures of a statement. Out: a verdict with the rule that gave it.
package dev.parallax.governance.policy;
