/// What people type: apply, lint, import, export.
@org.jspecify.annotations.NullMarked
package dev.parallax.cli;
