package dev.parallax.server.notices;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.shell.Configuration;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ways out that this installation was given. Without any, people read on their homes what they
/// are told.
@Singleton
final class Channels {
  private final Catalog catalog;
  private final Configuration configuration;
  private final List<Channel> open = new ArrayList<>();

  Channels(Catalog catalog, Configuration configuration, InstantSource clock) {
    this.catalog = catalog;
    this.configuration = configuration;
    if (configuration.mail().host().isPresent()) {
      open.add(new MailChannel(configuration.mail()));
    }
    configuration
        .webhook()
        .url()
        .ifPresent(
            url -> open.add(new WebhookChannel(url, configuration.webhook().secret(), clock)));
    configuration.slack().url().ifPresent(url -> open.add(new SlackChannel(url)));
  }

  List<Channel> open() {
    return List.copyOf(open);
  }

  /// The channels that reach everybody at once.
  List<Channel.Kind> rooms() {
    return open.stream().map(Channel::kind).filter(kind -> kind != Channel.Kind.MAIL).toList();
  }

  /// Where a person's mail goes; nothing if there is no mail here, or no address is known.
  Optional<String> mailOf(PersonRef person) {
    return configuration.mail().host().isPresent()
        ? catalog.registry().mailOf(person)
        : Optional.empty();
  }
}
