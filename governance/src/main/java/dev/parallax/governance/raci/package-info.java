/// Responsibility matrices: which persona has which part in which activity, and which matrix holds
/// for which service.
///
/// In: tables of letters whose columns are personas, and who adopted them. Out: for each service
/// the capabilities of each persona, activity by activity; and how far adoptions have drifted. A
/// matrix with findings is kept: it is never refused for being real.
///
/// Letters are an alphabet's; everything behind the reading knows capabilities alone.
package dev.parallax.governance.raci;
