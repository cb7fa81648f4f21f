/// The catalogue: what is registered.
///
/// In: documents of OpenSLO, Backstage and parallax.dev/v1, in one transaction or not at all. Out:
/// the registry (services, people, SLOs with all their versions), and news when it changes.
/// Upstream: nobody. Every wording is kept.
@NullMarked
package dev.parallax.server.catalog;

import org.jspecify.annotations.NullMarked;
