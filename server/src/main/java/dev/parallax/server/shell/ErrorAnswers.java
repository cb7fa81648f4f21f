package dev.parallax.server.shell;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers what went wrong: a page for browsers, a problem document for everyone else. An
/// unexpected exception goes to the log under an id; the caller gets the id, never the exception.
class ErrorAnswers {
  private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);
  private static final int UNEXPECTED = 500;
  private static final int UNAVAILABLE = 503;
  private static final String RETRY_SECONDS = "5";

  private final Calling calling;

  ErrorAnswers(Calling calling) {
    this.calling = calling;
  }

  record page(ProblemDocument problem) implements TemplateInstance {}

  @ServerExceptionMapper
  public Response refused(Refused refused, HttpHeaders headers, UriInfo uri, Request request) {
    calling.refused(refused.getMessage());
    boolean browser = Accept.prefersHtml(headers.getHeaderString(HttpHeaders.ACCEPT));
    if (refused.reason() != Refused.Reason.NOT_SIGNED_IN) {
      return answer(problem(status(refused.reason()), refused.getMessage()), headers);
    }
    if (browser && request.getMethod().equals("GET")) {
      return toSignIn(uri);
    }
    Response answer = answer(problem(status(refused.reason()), refused.getMessage()), headers);
    return Response.fromResponse(answer).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
  }

  /// A person is shown where to sign in, and comes back from there.
  private static Response toSignIn(UriInfo uri) {
    String query = uri.getRequestUri().getRawQuery();
    String to = uri.getRequestUri().getRawPath() + (query == null ? "" : "?" + query);
    return SeeOther.at("/sign-in?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).build();
  }

  @ServerExceptionMapper
  public Response http(WebApplicationException failure, HttpHeaders headers) {
    int status = failure.getResponse().getStatus();
    if (status < 400) {
      return failure.getResponse();
    }
    if (status >= UNEXPECTED) {
      return unexpected(failure, headers);
    }
    return answer(problem(status, explanation(status)), headers);
  }

  /// The body is no JSON, or JSON of another form than the address takes.
  @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
  public Response json(JsonProcessingException failure, HttpHeaders headers) {
    JsonLocation at = failure.getLocation();
    String where =
        at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    return answer(
        problem(
            400,
            "The body is not JSON of the expected form%s. /openapi describes it.".formatted(where)),
        headers);
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable failure, HttpHeaders headers) {
    if (DatabaseTrouble.isIn(failure)) {
      LOG.errorf(failure, "The database did not do what was asked");
      return Response.fromResponse(
              answer(
                  problem(
                      UNAVAILABLE,
                      "The database does not do what is asked at the moment. Ask again in a few seconds; a command that has a key is done once, however often it is sent."),
                  headers))
          .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
          .build();
    }
    String id = UUID.randomUUID().toString();
    LOG.errorf(failure, "Unexpected error %s", id);
    return answer(
        new ProblemDocument(
            "about:blank",
            title(UNEXPECTED),
            UNEXPECTED,
            "Parallax failed at this request; nothing of it was kept. Its log says more under the id.",
            id),
        headers);
  }

  static ProblemDocument problem(int status, String detail) {
    return ProblemDocument.of(status, title(status), detail);
  }

  private static int status(Refused.Reason reason) {
    return switch (reason) {
      case INVALID -> 400;
      case NOT_SIGNED_IN -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case UNSUPPORTED_CONTENT -> 415;
      case TOO_OFTEN -> 429;
    };
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "The request cannot be read";
      case 401 -> "Sign in first";
      case 403 -> "This is not allowed";
      case 404 -> "There is nothing here";
      case 405 -> "This cannot be done here";
      case 406 -> "Not available in that form";
      case 409 -> "This contradicts what is kept";
      case 413 -> "The request is too large";
      case 415 -> "Content of this kind is not read here";
      case 429 -> "Tried too often";
      case 421 -> "This is not the address of Parallax";
      case UNAVAILABLE -> "Not at the moment";
      case UNEXPECTED -> "Something went wrong in Parallax";
      default -> "The request was refused";
    };
  }

  static String explanation(int status) {
    return switch (status) {
      case 404 ->
          "No page or resource has this address. Check its spelling, or start from the first page.";
      case 405 ->
          "The address exists, but not for this method. /openapi lists what each address takes.";
      case 406 -> "The Accept header names no form that is offered here. /openapi lists the forms.";
      case 413 -> "At most 64 MB are read at once. Send it in smaller parts.";
      case 415 ->
          "The Content-Type header names a form that is not read here. /openapi lists the forms.";
      default -> "The request does not have the expected form. /openapi describes it.";
    };
  }

  private static Response answer(ProblemDocument problem, HttpHeaders headers) {
    boolean browser = Accept.prefersHtml(headers.getHeaderString(HttpHeaders.ACCEPT));
    return Response.status(problem.status())
        .type(browser ? "text/html;charset=UTF-8" : ProblemDocument.MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .entity(browser ? new page(problem).render() : problem)
        .build();
  }
}
