package dev.parallax.e2e.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Calls pages at a constant rate, whether or not the answers come: the latency of a call is
/// counted from the moment at which it should have been sent, so that a server that stalls cannot
/// hide it.
///
/// `java SteadyCallers.java URL RATE SECONDS COOKIES PATH…`: `COOKIES` has a `Cookie` header a
/// line; callers take cookies and paths in turn, together. `%d` in a path is the number of the
/// cookie.
public final class SteadyCallers {
  private static final int CONNECTIONS = 32;
  private static final long WARM_UP_SECONDS = 5;

  private final URI to;
  private final int rate;
  private final int calls;
  private final int warmUp;
  private final List<String> cookies;
  private final List<String> paths;
  private final long[] nanos;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private long begin;

  private SteadyCallers(URI to, int rate, int seconds, List<String> cookies, List<String> paths) {
    this.to = to;
    this.rate = rate;
    this.warmUp = (int) (rate * WARM_UP_SECONDS);
    this.calls = warmUp + rate * seconds;
    this.cookies = cookies;
    this.paths = paths;
    this.nanos = new long[calls];
  }

  public static void main(String[] arguments) throws Exception {
    List<String> cookies =
        Files.readAllLines(Path.of(arguments[3])).stream().filter(line -> !line.isBlank()).toList();
    SteadyCallers callers =
        new SteadyCallers(
            URI.create(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            cookies,
            Arrays.asList(arguments).subList(4, arguments.length));
    callers.run();
    System.out.println(callers.said());
  }

  private void run() throws InterruptedException {
    begin = System.nanoTime() + 100_000_000;
    List<Thread> threads =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(_ -> Thread.ofPlatform().start(this::call))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void call() {
    try (Socket socket = new Socket(to.getHost(), to.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      for (int call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
        long due = begin + call * 1_000_000_000L / rate;
        for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
          LockSupport.parkNanos(due - now);
        }
        socket.getOutputStream().write(request(call));
        if (status(in) != 200) {
          failed.incrementAndGet();
        }
        nanos[call] = System.nanoTime() - due;
      }
    } catch (IOException e) {
      throw new IllegalStateException("A connection broke.", e);
    }
  }

  private byte[] request(int call) {
    int caller = call % cookies.size();
    String path = paths.get(call % paths.size()).replace("%d", "%02d".formatted(caller));
    return """
        GET %s HTTP/1.1\r
        Host: %s:%d\r
        Cookie: %s\r
        Accept-Encoding: identity\r
        \r
        """
        .formatted(path, to.getHost(), to.getPort(), cookies.get(caller))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// Reads one answer to its end.
  private static int status(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ")[1]);
    int length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String small = header.toLowerCase(Locale.ROOT);
      if (small.startsWith("content-length:")) {
        length = Integer.parseInt(small.substring(15).strip());
      }
    }
    if (length >= 0) {
      in.skipNBytes(length);
      return status;
    }
    for (int size = size(in); size > 0; size = size(in)) {
      in.skipNBytes(size + 2L);
    }
    in.skipNBytes(2);
    return status;
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("The server ended the connection.");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  private String said() {
    long[] counted = Arrays.copyOfRange(nanos, warmUp, calls);
    Arrays.sort(counted);
    return "%,d calls at %d a second, %d failed: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms"
        .formatted(
            counted.length,
            rate,
            failed.get(),
            at(counted, 0.5),
            at(counted, 0.9),
            at(counted, 0.99),
            at(counted, 0.999),
            at(counted, 1));
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / 1e6;
  }
}
