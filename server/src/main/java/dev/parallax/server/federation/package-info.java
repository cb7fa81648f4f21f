/// People and groups of an identity provider: kept by SCIM, signed in by OpenID Connect.
///
/// In: SCIM requests, and sign-ins whose claims name groups. Out: who belongs to the organisation,
/// who left and which seats that emptied, and sessions that end when the provider says so.
@NullMarked
package dev.parallax.server.federation;

import org.jspecify.annotations.NullMarked;
