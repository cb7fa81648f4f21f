package dev.parallax.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Runs Jazzer on targets, one after the other, each in a process of its own with 512 MB: what
/// comes out of a target, an input that takes longer than a second, and memory that grows are
/// findings.
///
/// Jazzer is on the class path in the profile `fuzz` alone. `-Dfuzz.runs=N` says how often each
/// target is called, `-Dfuzz.target=NAME` picks one.
public final class FuzzCampaign {
  private static final String RUNS = System.getProperty("fuzz.runs", "1000000");
  private static final Duration MOST = Duration.ofSeconds(1);
  private static final Pattern EXECUTED = Pattern.compile("number_of_executed_units:\\s*(\\d+)");

  private FuzzCampaign() {}

  /// @param targets whose public nested classes each have a `fuzzerTestOneInput(byte[])`
  /// @param folder for what is learnt and found; folders `seeds/TARGET` in it are begun with
  public static void run(Class<?> targets, Path folder) {
    String only = System.getProperty("fuzz.target", "");
    for (Class<?> target : targets.getDeclaredClasses()) {
      if (only.isEmpty() || target.getSimpleName().equals(only)) {
        run(target.getName(), target.getSimpleName(), folder);
        quick(target, folder.resolve("corpus").resolve(target.getSimpleName()));
      }
    }
  }

  private static void quick(Class<?> target, Path corpus) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    try (Stream<Path> inputs = Files.list(corpus)) {
      Method method = target.getMethod("fuzzerTestOneInput", byte[].class);
      method.invoke(null, (Object) new byte[0]);
      for (Path input : inputs.toList()) {
        byte[] bytes = Files.readAllBytes(input);
        long before = threads.getCurrentThreadCpuTime();
        method.invoke(null, (Object) bytes);
        Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
        assertThat(took).as(input.toString()).isLessThan(MOST);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s: what it was given threw".formatted(target), e);
    }
  }

  private static void run(String target, String name, Path folder) {
    try {
      Path seeds = Files.createDirectories(folder.resolve("seeds").resolve(name));
      Path corpus = Files.createDirectories(folder.resolve("corpus").resolve(name));
      Path found = Files.createDirectories(folder.resolve("found").resolve(name));
      Path log = folder.resolve(name + ".log");
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "com.code_intelligence.jazzer.Jazzer",
                  "--target_class=" + target,
                  "--instrumentation_includes=dev.parallax.**",
                  // Selectors are regular expressions that people write: compiling them is meant.
                  "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection",
                  "--reproducer_path=" + found,
                  "-artifact_prefix=" + found + "/",
                  "-runs=" + RUNS,
                  "-timeout=10",
                  "-max_len=4096",
                  "-rss_limit_mb=1500",
                  "-print_final_stats=1",
                  corpus.toString(),
                  seeds.toString()));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int code = process.waitFor();
      String said = Files.readString(log, StandardCharsets.ISO_8859_1);
      long executed =
          EXECUTED.matcher(said).results().mapToLong(each -> Long.parseLong(each.group(1))).sum();
      System.out.printf("%s: %,d executions, exit code %d%n", name, executed, code);
      assertThat(code).as("%s: see %s", name, log).isZero();
      assertThat(executed).as("%s: see %s", name, log).isGreaterThanOrEqualTo(Long.parseLong(RUNS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " ran", e);
    }
  }
}
