/// SCIM 2.0: people and groups as identity providers send and ask for them (RFC 7643, RFC 7644).
///
/// In: trees of JSON and texts of filters and paths, also as the clients in the field write them.
/// Out: resources with canonical names and types, filters that are evaluated, patches that are
/// applied; or the error that the protocol has for it.
@NullMarked
package dev.parallax.formats.scim;

import org.jspecify.annotations.NullMarked;
