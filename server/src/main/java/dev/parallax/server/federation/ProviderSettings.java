package dev.parallax.server.federation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The identity provider that people sign in with. `parallax.oidc.client-id` is
/// `PARALLAX_OIDC_CLIENT_ID` in the environment.
@ConfigMapping(prefix = "parallax.oidc")
public interface ProviderSettings {
  /// Its issuer, an https address; http is taken for this machine alone. Nothing switches it off.
  Optional<String> issuer();

  /// By which the provider knows Parallax.
  @WithDefault("parallax")
  String clientId();

  /// The secret of that client; nothing for a public client, which has none.
  Optional<String> clientSecret();

  /// A file that holds the secret instead.
  Optional<Path> clientSecretFile();

  /// What stands on the button.
  @WithDefault("your organisation")
  String name();

  /// What is asked for, with spaces between.
  @WithDefault("openid profile email")
  String scopes();

  /// The claim that names the login by which the catalogue knows people.
  @WithDefault("preferred_username")
  String loginClaim();

  /// The claim that names the groups.
  @WithDefault("groups")
  String groupsClaim();

  /// The authentication context that a sign-off step asks for, such as `mfa`; nothing asks for a
  /// fresh sign-in alone.
  Optional<String> stepUpAcr();

  /// How often a session in use is vouched for at most.
  @WithDefault("PT4S")
  Duration check();

  /// How long sessions stay while the provider does not answer.
  @WithDefault("PT15M")
  Duration grace();
}
