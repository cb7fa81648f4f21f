package dev.parallax.server.shell;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/// SQL for the stores of every slice: one Jdbi over the application's connections. Migrations have
/// run before anyone gets it.
final class Database {
  @Produces
  @Singleton
  Jdbi jdbi(DataSource connections) {
    return Jdbi.create(connections).installPlugin(new PostgresPlugin());
  }
}
