package dev.parallax.server.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import dev.parallax.server.shell.Installation;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The identity provider, as OpenID Connect speaks to it [1]. It is the code flow with PKCE, state
/// and nonce.
///
/// Its keys are fetched when a token names one that is not known, at most twice a minute. Only
/// signatures with a public key count: neither `none` nor one with the client's secret.
///
/// [1] OpenID Connect Core 1.0, Discovery 1.0, RP-Initiated Logout 1.0, Back-Channel Logout 1.0.
@Singleton
final class Provider {
  /// Where the provider sends people back to.
  static final String BACK = "/sign-in/provider/back";

  /// Where it tells that a session ended.
  static final String LOGOUT = "/sign-in/provider/logout";

  private static final Logger LOG = Logger.getLogger(Provider.class);
  private static final Duration KNOWN_FOR = Duration.ofHours(1);
  private static final Set<JWSAlgorithm> PUBLIC_KEY = JWSAlgorithm.Family.SIGNATURE;

  private final Wire wire = new Wire();
  private final ProviderSettings settings;
  private final Installation installation;
  private final InstantSource clock;
  private volatile @Nullable Known known;

  /// What the provider says about itself, and its keys.
  private record Known(
      OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant since) {}

  /// What it gave to ask it again.
  ///
  /// @param refresh empty where it gave none
  record Pass(String access, String refresh, String idToken) {}

  /// What it answers when it is asked about a session again.
  sealed interface Life {
    /// The session lives.
    ///
    /// @param pass a new one, if it gave one
    /// @param claims what it says of the person, if it says something
    record Alive(Optional<Pass> pass, Map<String, Object> claims) implements Life {}

    /// It has ended, or the person may no longer sign in.
    record Over(String reason) implements Life {}

    /// It does not answer.
    record Silent(String reason) implements Life {}
  }

  Provider(ProviderSettings settings, Installation installation, InstantSource clock) {
    this.settings = settings;
    this.installation = installation;
    this.clock = clock;
    settings
        .issuer()
        .map(URI::create)
        .filter(issuer -> !Wire.isAllowed(issuer))
        .ifPresent(
            issuer -> {
              throw new IllegalArgumentException(
                  "PARALLAX_OIDC_ISSUER is '%s': expected an https address, or http on this machine, so that nobody on the way can vouch for people. Correct it."
                      .formatted(issuer));
            });
  }

  /// Whether there is one.
  boolean isSet() {
    return settings.issuer().isPresent();
  }

  ProviderSettings settings() {
    return settings;
  }

  /// What people call it.
  String name() {
    return settings.name();
  }

  /// Where a browser goes to sign in.
  ///
  /// @param fresh whether the person has to prove anew who they are, for a step that wants it
  URI authorization(Attempts.Attempt attempt, boolean fresh) {
    AuthenticationRequest.Builder request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE, Scope.parse(settings.scopes()), client(), back())
            .endpointURI(checked(metadata().getAuthorizationEndpointURI()))
            .state(attempt.state())
            .nonce(attempt.nonce())
            .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256);
    if (fresh) {
      request.maxAge(0);
      settings.stepUpAcr().ifPresent(acr -> request.acrValues(List.of(new ACR(acr))));
    }
    return request.build().toURI();
  }

  /// What the provider gives for a code.
  Pass exchange(String code, Attempts.Attempt attempt) {
    AuthorizationGrant grant =
        new AuthorizationCodeGrant(new AuthorizationCode(code), back(), attempt.verifier());
    try {
      return switch (tokens(grant)) {
        case OIDCTokenResponse given -> pass(given);
        case TokenResponse refused ->
            throw new Unvouched(
                "The provider does not take the code: %s."
                    .formatted(refused.toErrorResponse().getErrorObject().getCode()),
                "A code works once and for a minute. Sign in again.");
      };
    } catch (IOException e) {
      throw silent(e);
    }
  }

  private TokenResponse tokens(AuthorizationGrant grant) throws IOException {
    URI endpoint = checked(metadata().getTokenEndpointURI());
    Optional<Secret> secret = secret();
    TokenRequest request =
        secret.isPresent()
            ? new TokenRequest.Builder(
                    endpoint, new ClientSecretBasic(client(), secret.get()), grant)
                .build()
            : new TokenRequest.Builder(endpoint, client(), grant).build();
    try {
      HTTPResponse answer = request.toHTTPRequest().send(wire);
      if (answer.getStatusCode() >= 500) {
        throw new IOException("%s answered %d.".formatted(endpoint, answer.getStatusCode()));
      }
      return OIDCTokenResponseParser.parse(answer);
    } catch (ParseException e) {
      throw new IOException("%s answered what is no token.".formatted(endpoint), e);
    }
  }

  private static Pass pass(OIDCTokenResponse given) {
    String refresh =
        Optional.ofNullable(given.getOIDCTokens().getRefreshToken())
            .map(RefreshToken::getValue)
            .orElse("");
    return new Pass(
        given.getOIDCTokens().getAccessToken().getValue(),
        refresh,
        Optional.ofNullable(given.getOIDCTokens().getIDTokenString()).orElse(""));
  }

  /// The claims of an id token, if it counts: signed by the provider, for us, now, for this
  /// attempt.
  IDTokenClaimsSet verified(Pass pass, Attempts.Attempt attempt) {
    try {
      IDTokenValidator validator = new IDTokenValidator(issuer(), client(), signatures(), null);
      return validator.validate(parsed(pass.idToken()), attempt.nonce());
    } catch (BadJOSEException | JOSEException e) {
      throw uncounted("id token", e);
    }
  }

  /// The claims of a logout token, if it counts.
  LogoutTokenClaimsSet loggedOut(String token) {
    try {
      return new LogoutTokenValidator(issuer(), client(), false, signatures(), null)
          .validate(parsed(token));
    } catch (BadJOSEException | JOSEException e) {
      throw uncounted("logout token", e);
    }
  }

  private JWSKeySelector<SecurityContext> signatures() {
    List<JWSAlgorithm> offered =
        Optional.ofNullable(metadata().getIDTokenJWSAlgs()).orElse(List.of(JWSAlgorithm.RS256));
    Set<JWSAlgorithm> taken =
        offered.stream().filter(PUBLIC_KEY::contains).collect(Collectors.toSet());
    return new JWSVerificationKeySelector<>(
        taken.isEmpty() ? Set.of(JWSAlgorithm.RS256) : taken, known().keys());
  }

  private static JWT parsed(String token) {
    try {
      return JWTParser.parse(token);
    } catch (java.text.ParseException e) {
      throw uncounted("token", e);
    }
  }

  private static Unvouched uncounted(String what, Exception reason) {
    return new Unvouched(
        "The %s of the provider does not count: %s.".formatted(what, reason.getMessage()),
        "Sign in again. If that fails too, whoever keeps Parallax compares issuer, client and clock with the provider's.");
  }

  /// Asks whether a session still lives.
  Life ask(Pass pass) {
    try {
      URI endpoint = metadata().getUserInfoEndpointURI();
      if (endpoint == null) {
        return refreshed(pass);
      }
      HTTPResponse answer =
          new UserInfoRequest(checked(endpoint), new BearerAccessToken(pass.access()))
              .toHTTPRequest()
              .send(wire);
      return switch (answer.getStatusCode()) {
        case 200 -> new Life.Alive(Optional.empty(), answer.getBodyAsJSONObject());
        case 400, 401, 403 -> refreshed(pass);
        default -> new Life.Silent("%s answered %d.".formatted(endpoint, answer.getStatusCode()));
      };
    } catch (IOException | ParseException e) {
      return new Life.Silent(String.valueOf(e.getMessage()));
    } catch (Unvouched unreachable) {
      return new Life.Silent(unreachable.found());
    }
  }

  private Life refreshed(Pass pass) throws IOException {
    if (pass.refresh().isEmpty()) {
      return new Life.Over(
          "The provider no longer takes what it gave, and gave nothing to renew it.");
    }
    return switch (tokens(new RefreshTokenGrant(new RefreshToken(pass.refresh())))) {
      case OIDCTokenResponse given -> {
        Pass next = pass(given);
        yield new Life.Alive(
            Optional.of(
                new Pass(
                    next.access(),
                    next.refresh().isEmpty() ? pass.refresh() : next.refresh(),
                    next.idToken().isEmpty() ? pass.idToken() : next.idToken())),
            Map.of());
      }
      case TokenResponse refused -> {
        String code = String.valueOf(refused.toErrorResponse().getErrorObject().getCode());
        yield code.equals("invalid_grant")
            ? new Life.Over("The provider has ended the session.")
            : new Life.Silent("The provider answered " + code + ".");
      }
    };
  }

  /// Where a browser goes to sign out there too, if the provider offers it.
  Optional<URI> ending(String idToken) {
    try {
      URI endpoint = metadata().getEndSessionEndpointURI();
      if (endpoint == null || !Wire.isAllowed(endpoint) || idToken.isEmpty()) {
        return Optional.empty();
      }
      URI home = URI.create(installation.address() + "/sign-in");
      return Optional.of(
          new LogoutRequest(endpoint, parsed(idToken), null, client(), home, null, null).toURI());
    } catch (Unvouched _) {
      return Optional.empty();
    }
  }

  private URI back() {
    return URI.create(installation.address() + BACK);
  }

  private Issuer issuer() {
    return new Issuer(settings.issuer().orElseThrow());
  }

  private ClientID client() {
    return new ClientID(settings.clientId());
  }

  private Optional<Secret> secret() {
    return settings
        .clientSecretFile()
        .map(
            file -> {
              try {
                return Files.readString(file).strip();
              } catch (IOException e) {
                throw new UncheckedIOException("PARALLAX_OIDC_CLIENT_SECRET_FILE " + file, e);
              }
            })
        .or(settings::clientSecret)
        .map(Secret::new);
  }

  private static URI checked(URI endpoint) {
    if (endpoint == null || !Wire.isAllowed(endpoint)) {
      throw new Unvouched(
          "The provider names the address %s, which is not spoken to.".formatted(endpoint),
          "Expected https, or http on this machine. Whoever keeps the provider corrects it.");
    }
    return endpoint;
  }

  private OIDCProviderMetadata metadata() {
    return known().metadata();
  }

  private Known known() {
    Known before = known;
    Instant now = clock.instant();
    if (before != null && now.isBefore(before.since().plus(KNOWN_FOR))) {
      return before;
    }
    try {
      URI address = OIDCProviderMetadata.resolveURL(issuer()).toURI();
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.parse(wire.retrieveResource(address.toURL()).getContent());
      if (!metadata.getIssuer().equals(issuer())) {
        throw new Unvouched(
            "The provider calls itself '%s', and PARALLAX_OIDC_ISSUER is '%s'."
                .formatted(metadata.getIssuer(), issuer()),
            "Set the issuer letter by letter as the provider writes it.");
      }
      JWKSource<SecurityContext> keys =
          before != null && before.metadata().getJWKSetURI().equals(metadata.getJWKSetURI())
              ? before.keys()
              : JWKSourceBuilder.create(checked(metadata.getJWKSetURI()).toURL(), wire).build();
      Known fresh = new Known(metadata, keys, now);
      known = fresh;
      return fresh;
    } catch (IOException | GeneralException e) {
      if (before != null) {
        return before;
      }
      throw silent(e);
    } catch (URISyntaxException e) {
      throw silent(e);
    }
  }

  private static Unvouched silent(Exception reason) {
    LOG.warnf(reason, "The identity provider does not answer.");
    return new Unvouched(
        "The identity provider does not answer.",
        "Try again in a minute. Whoever keeps Parallax sees more in its log.");
  }
}
