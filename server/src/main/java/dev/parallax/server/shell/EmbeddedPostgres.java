package dev.parallax.server.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/// A PostgreSQL of our own in a folder: made once, started with the program, stopped with it.
///
/// It listens on 127.0.0.1 alone, on a free port, and on no unix socket; who asks needs a password
/// that is made at random and kept in a file that only its owner reads. Durability is PostgreSQL's
/// default: what was acknowledged survives a power cut. A server that a killed program left behind
/// is stopped first. The caller holds the folder's lock.
final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
  private static final String USER = "parallax";
  private static final String DATABASE = "parallax";

  /// Sized for one small program beside it: little memory, few connections, no helper processes
  /// that are not needed. Everything else is PostgreSQL's default.
  private static final String SETTINGS =
      """
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      max_connections = 20
      shared_buffers = 24MB
      min_wal_size = 32MB
      max_wal_size = 256MB
      wal_level = minimal
      max_wal_senders = 0
      io_method = sync
      max_worker_processes = 2
      max_parallel_workers = 0
      max_logical_replication_workers = 0
      autovacuum_max_workers = 1
      jit = off
      timezone = 'UTC'
      log_timezone = 'UTC'
      lc_messages = 'C'
      """;

  private static final int FIRST_START_SECONDS = 60;
  private static final int NEXT_START_SECONDS = 15;
  private static final Duration WATCHED_EVERY = Duration.ofSeconds(1);

  private final PostgresTools tools;
  private final Path folder;
  private final int port;
  private final DatabaseAddress address;
  private final Rounds watching =
      new Rounds("postgres", "The embedded PostgreSQL could not be looked after", this::look);
  private boolean running = true;
  private boolean down;

  private EmbeddedPostgres(PostgresTools tools, Path folder, int port, DatabaseAddress address) {
    this.tools = tools;
    this.folder = folder;
    this.port = port;
    this.address = address;
  }

  /// Starts the server of a folder; makes the folder's database on the first call.
  ///
  /// @throws StartRefused if this machine or folder cannot hold a PostgreSQL
  static EmbeddedPostgres start(Path folder) {
    try {
      Files.createDirectories(folder);
      PostgresTools tools = PostgresTools.in(folder);
      Path cluster = folder.resolve("cluster");
      Path secret = folder.resolve("password");
      if (!Files.isDirectory(cluster)) {
        create(tools, folder, secret);
      }
      int port = freePort();
      run(tools, folder, port, FIRST_START_SECONDS);
      String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
      return new EmbeddedPostgres(
          tools, folder, port, new DatabaseAddress(url, USER, Files.readString(secret).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException("Starting PostgreSQL in " + folder, e);
    }
  }

  /// Starts a server of a folder that has none, or has one that a killed program left behind.
  private static void run(PostgresTools tools, Path folder, int port, int seconds)
      throws IOException {
    Path cluster = folder.resolve("cluster");
    stopOrphan(tools, cluster);
    tools.run(
        "starting",
        List.of(
            "pg_ctl",
            "-D",
            cluster.toString(),
            "-l",
            folder.resolve("postgres.log").toString(),
            "-o",
            "-p " + port,
            "-w",
            "-t",
            Integer.toString(seconds),
            "start"));
  }

  DatabaseAddress address() {
    return address;
  }

  /// From now on, a server that ended is started again: it gives up where it cannot recover, as on
  /// a full disk, and has to be there when there is room again.
  void watch() {
    watching.pausing(WATCHED_EVERY, WATCHED_EVERY);
  }

  private synchronized void look() {
    if (!running || serves(tools, folder.resolve("cluster"))) {
      return;
    }
    if (!down) {
      LOG.error("The embedded PostgreSQL has ended; it is started again until it stays");
    }
    try {
      run(tools, folder, port, NEXT_START_SECONDS);
      LOG.warn("The embedded PostgreSQL runs again");
      down = false;
    } catch (StartRefused e) {
      if (!down) {
        LOG.errorf(
            "The embedded PostgreSQL does not start, and is tried again: %s", e.getMessage());
      }
      down = true;
    } catch (IOException e) {
      throw new UncheckedIOException("Starting PostgreSQL again in " + folder, e);
    }
  }

  /// Stops the server: open transactions are rolled back, everything committed is on disk. A second
  /// caller waits until the first is done: the process must not end in between.
  @Override
  public synchronized void close() {
    if (running) {
      running = false;
      watching.close();
      if (serves(tools, folder.resolve("cluster"))) {
        stop(tools, folder.resolve("cluster"));
      }
    }
  }

  private static void stop(PostgresTools tools, Path cluster) {
    tools.run("stopping", List.of("pg_ctl", "-D", cluster.toString(), "-m", "fast", "-w", "stop"));
  }

  /// Makes the cluster beside its final name and moves it there when it is complete, so that an
  /// interrupted first start is simply begun again.
  private static void create(PostgresTools tools, Path folder, Path secret) throws IOException {
    Path half = folder.resolve("cluster.half");
    PostgresBinaries.delete(half);
    writeSecret(secret);
    tools.give(secret);
    tools.give(folder);
    tools.run(
        "making",
        List.of(
            "initdb",
            "-D",
            half.toString(),
            "-U",
            USER,
            "--pwfile=" + secret,
            "--auth=scram-sha-256",
            "-E",
            "UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8"));
    tools.run(
        "naming",
        List.of("postgres", "--single", "-D", half.toString(), "postgres"),
        "create database " + DATABASE + "\n");
    Path settings = half.resolve("postgresql.conf");
    Files.writeString(settings, SETTINGS);
    tools.give(settings);
    Files.move(half, folder.resolve("cluster"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void writeSecret(Path file) throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
    Files.deleteIfExists(file);
    Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
    Files.writeString(file, HexFormat.of().formatHex(random));
  }

  /// A killed program leaves its server running. A file that names any other process merely has its
  /// number.
  private static void stopOrphan(PostgresTools tools, Path cluster) throws IOException {
    if (serves(tools, cluster)) {
      stop(tools, cluster);
    } else {
      Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    }
  }

  /// Whether the process that `postmaster.pid` names is ours: it runs the programs of this folder.
  private static boolean serves(PostgresTools tools, Path cluster) {
    try {
      Path pidFile = cluster.resolve("postmaster.pid");
      List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
      return !lines.isEmpty()
          && lines.getFirst().strip().matches("[0-9]{1,18}")
          && ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .flatMap(process -> process.info().command())
              .filter(tools::isOurs)
              .isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("Looking for PostgreSQL in " + cluster, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
