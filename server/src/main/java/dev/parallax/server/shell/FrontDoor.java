package dev.parallax.server.shell;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// What every request passes, whatever answers it: the headers that tell a browser to be strict,
/// and the refusal of what comes from a page of somebody else.
///
/// A browser carries somebody's session along with whatever page makes it ask. A page whose name
/// was re-pointed to this machine [1] is known by its Host header. A page that sends a form here
/// from elsewhere [2] is known by Sec-Fetch-Site or Origin. Programs send neither and pass; they
/// have a token and no cookie.
///
/// What tells about the program itself (its health, its counters) is for this machine alone.
///
/// [1] DNS rebinding: Jackson et al., "Protecting Browsers from DNS Rebinding Attacks", CCS 2007.
/// [2] W3C Fetch Metadata Request Headers, section 2.4.
@Singleton
class FrontDoor {
  private static final int BEFORE_ALL = 10_000;
  private static final Pattern OURS =
      Pattern.compile(
          "(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
              + "frame-ancestors 'none'; base-uri 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=(), payment=(), usb=()");

  private static final Set<String> OF_THIS_MACHINE = Set.of("/health", "/metrics");

  /// Where programs deliver all day. What they send is gathered before a thread is asked to work on
  /// it, so that none has to be woken for each piece of it.
  private static final Set<String> DELIVERIES = Set.of("/api/v1/write", "/v1/metrics");

  private static final long GATHERED_BYTES = 1 << 20;

  private final BodyHandler gathering =
      BodyHandler.create(false).setBodyLimit(GATHERED_BYTES).setPreallocateBodyBuffer(true);
  private final long mostBytes;
  private final Installation installation;
  private final URI address;

  FrontDoor(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes,
      Installation installation) {
    this.mostBytes = mostBytes.asLongValue();
    this.installation = installation;
    this.address = URI.create(installation.address());
  }

  void open(@Observes Filters filters) {
    filters.register(this::pass, BEFORE_ALL);
  }

  private void pass(RoutingContext exchange) {
    HttpServerRequest request = exchange.request();
    HEADERS.forEach(request.response()::putHeader);
    if (installation.isPublic()) {
      request
          .response()
          .putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    if (!isOurs(request.getHeader("Host"))) {
      refuse(
          exchange,
          421,
          "The Host header names another site than the address of Parallax. Open it under its own address: %s"
              .formatted(address));
    } else if (OF_THIS_MACHINE.contains(top(request))
        && !ClientAddress.of(request, installation).isHere()) {
      refuse(exchange, 404, "Health and counters are shown to this machine alone. Ask from there.");
    } else if (!SAFE.contains(request.method().name()) && comesFromElsewhere(request)) {
      refuse(
          exchange,
          403,
          "A page of another site sent this request. Parallax takes changes from its own pages and from"
              + " programs. Do it on its own page.");
    } else if (length(request) > mostBytes) {
      refuse(exchange, 413, ErrorAnswers.explanation(413));
    } else if (isDelivery(request)) {
      gathering.handle(exchange);
    } else {
      exchange.next();
    }
  }

  private static boolean isDelivery(HttpServerRequest request) {
    long length = length(request);
    return length > 0 && length <= GATHERED_BYTES && DELIVERIES.contains(request.path());
  }

  private boolean isOurs(@Nullable String host) {
    return host != null
        && (OURS.matcher(host).matches()
            || (installation.isPublic() && host.equalsIgnoreCase(address.getRawAuthority())));
  }

  private static String top(HttpServerRequest request) {
    String path = request.path() == null ? "" : request.path();
    int second = path.indexOf('/', 1);
    return second < 0 ? path : path.substring(0, second);
  }

  /// The announced length in bytes; 0 where there is none. The server checks the rest while it
  /// reads.
  private static long length(HttpServerRequest request) {
    String announced = request.getHeader("Content-Length");
    return announced == null || !announced.matches("[0-9]{1,18}") ? 0 : Long.parseLong(announced);
  }

  private boolean comesFromElsewhere(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return true;
    }
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    return origin != null
        && !origin.equalsIgnoreCase(address.toString())
        && !(host != null
            && OURS.matcher(host).matches()
            && origin.equalsIgnoreCase("http://" + host));
  }

  private static void refuse(RoutingContext exchange, int status, String detail) {
    ProblemDocument problem = ErrorAnswers.problem(status, detail);
    HttpServerResponse response = exchange.response();
    response.setStatusCode(status);
    response.putHeader("Content-Type", ProblemDocument.MEDIA_TYPE);
    response.putHeader("Connection", "close");
    response
        .end(
            JsonObject.of(
                    "type",
                    problem.type(),
                    "title",
                    problem.title(),
                    "status",
                    status,
                    "detail",
                    detail)
                .encode())
        // What is left of a refused request is not read.
        .onComplete(_ -> exchange.request().connection().close());
  }
}
