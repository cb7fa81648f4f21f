/// Budgets: the ledger and what is said from it.
///
/// In: samples by remote write and pull, status histories, adjustments, the catalogue's SLOs. Out:
/// one statement a minute, its receipts, the pages and answers of an SLO. Upstream: the catalogue.
/// A delivery is acknowledged when it is committed; the database is the log.
@NullMarked
package dev.parallax.server.budgets;

import org.jspecify.annotations.NullMarked;
