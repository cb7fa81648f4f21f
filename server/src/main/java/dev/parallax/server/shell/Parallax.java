package dev.parallax.server.shell;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The program: takes the data folder, starts the database, serves, and stops all of it again.
@QuarkusMain
public final class Parallax {
  private static final int STOP_SECONDS = 20;

  private Parallax() {}

  /// Runs until it is told to stop (Ctrl-C, SIGTERM), or does the errand that its first word names.
  /// Ends with 0, or with 1 after a message in three parts on the error stream.
  public static void main(String... args) {
    int code;
    try {
      Settings settings = Settings.from(System.getenv());
      Optional<Errand.Work> errand = Errand.named(List.of(args));
      try (DataFolder folder = DataFolder.open(settings.dataFolder())) {
        code = errand.isPresent() ? run(errand.get(), settings, folder) : serve(settings, folder);
      }
    } catch (StartRefused e) {
      System.err.println(e.getMessage());
      code = 1;
    } catch (IOException e) {
      System.err.println("Closing the data folder: " + e.getMessage());
      code = 1;
    }
    System.exit(code);
  }

  private static int run(Errand.Work errand, Settings settings, DataFolder folder) {
    Logger.getLogger("").setLevel(Level.OFF); // an errand says itself what people need to know
    InstantSource clock = InstantSource.system();
    if (settings.database().isPresent()) {
      DatabaseAddress outside = settings.database().get();
      checkReachable(outside);
      errand.in(new Errand.Place(folder.path(), outside, clock));
      return 0;
    }
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.path().resolve("postgres"))) {
      errand.in(new Errand.Place(folder.path(), postgres.address(), clock));
      return 0;
    }
  }

  private static int serve(Settings settings, DataFolder folder) {
    int port = settings.freePort();
    if (settings.database().isPresent()) {
      DatabaseAddress outside = settings.database().get();
      checkReachable(outside);
      return serveWith(settings, port, outside, () -> {});
    }
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.path().resolve("postgres"));
    postgres.watch();
    return serveWith(settings, port, postgres.address(), postgres::close);
  }

  /// Serves until told to stop. The database goes last: the hook waits until the application has
  /// let go of its connections.
  private static int serveWith(
      Settings settings, int port, DatabaseAddress database, Runnable stopDatabase) {
    String address = settings.listening().address(port);
    System.setProperty("quarkus.http.host", settings.listening().host());
    System.setProperty("quarkus.http.port", Integer.toString(port));
    System.setProperty("parallax.data", settings.dataFolder().toString());
    System.setProperty("parallax.address", address);
    System.setProperty(
        "parallax.this-machine",
        ThisMachine.write(settings.dataFolder(), "http://127.0.0.1:" + port));
    System.setProperty("parallax.training", Boolean.toString(settings.training()));
    connect(database);

    AtomicInteger code = new AtomicInteger();
    CountDownLatch served = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAfter(served, stopDatabase), "parallax-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    Quarkus.run(
        Serving.class,
        (exitCode, failure) -> {
          code.set(exitCode);
          if (failure != null) {
            System.err.println(explained(failure));
          }
        });
    served.countDown();
    stopDatabase.run();
    return code.get();
  }

  /// Migrations run as the owner; everything else as a role that may not touch the audit.
  private static void connect(DatabaseAddress owner) {
    DatabaseAddress application = ApplicationRole.under(owner);
    Durability.check(application);
    System.setProperty("quarkus.flyway.jdbc-url", owner.jdbcUrl());
    System.setProperty("quarkus.flyway.username", owner.user());
    System.setProperty("quarkus.flyway.password", owner.password());
    System.setProperty("quarkus.flyway.placeholders.application", application.user());
    System.setProperty("quarkus.datasource.jdbc.url", application.jdbcUrl());
    System.setProperty("quarkus.datasource.username", application.user());
    System.setProperty("quarkus.datasource.password", application.password());
  }

  /// The chain of causes, one line each: the last one is usually what to mend.
  private static String explained(Throwable failure) {
    StringBuilder text = new StringBuilder("Parallax stopped because of an error.");
    for (Throwable at = failure; at != null; at = at.getCause()) {
      text.append("%n  %s".formatted(at));
    }
    return text.append("%n  Mend the last one named, then start again.".formatted()).toString();
  }

  private static void stopAfter(CountDownLatch served, Runnable stopDatabase) {
    try {
      if (!served.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "The application did not end in %d s; the database is stopped anyway."
                .formatted(STOP_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopDatabase.run();
  }

  private static void checkReachable(DatabaseAddress outside) {
    try {
      DriverManager.getConnection(outside.jdbcUrl(), outside.user(), outside.password()).close();
    } catch (SQLException e) {
      throw new StartRefused(
          "The database %s cannot be used: %s".formatted(outside, e.getMessage()),
          "PARALLAX_DATABASE_URL names a PostgreSQL that Parallax keeps everything in.",
          "Check that it runs, that the name, user and password are right, or unset"
              + " PARALLAX_DATABASE_URL to use the one that comes with Parallax.",
          e);
    }
  }
}
