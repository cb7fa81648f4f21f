/// Parallax as its own first managed service: it asks its own first page, counts its own answers,
/// and sends them through the same door as everybody's samples.
///
/// In: the meters of this process. Out: samples. Upstream: the catalogue, budgets.
@NullMarked
package dev.parallax.server.self;

import org.jspecify.annotations.NullMarked;
