package dev.parallax.server.notices;

import dev.parallax.server.shell.Configuration;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;

/// Mail by SMTP. The message's id is its `Message-ID` at each try, so that a mailbox shows a
/// repetition once.
final class MailChannel implements Channel {
  private static final int AT_ONCE = 5;
  private static final String PATIENCE_MILLIS = "10000";

  private final Configuration.Mail settings;
  private final Session session;

  MailChannel(Configuration.Mail settings) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings), authenticator(settings));
  }

  private static Properties properties(Configuration.Mail settings) {
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", settings.host().orElseThrow());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    properties.setProperty("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
    properties.setProperty("mail.smtp.timeout", PATIENCE_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", PATIENCE_MILLIS);
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
    switch (settings.security()) {
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
      }
      case TLS -> {
        properties.setProperty("mail.smtp.ssl.enable", "true");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
      }
      case NONE -> {}
    }
    return properties;
  }

  private static Authenticator authenticator(Configuration.Mail settings) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(
            settings.user().orElse(""), settings.password().orElse(""));
      }
    };
  }

  @Override
  public Kind kind() {
    return Kind.MAIL;
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  @Override
  public Outcome send(Message message) {
    try {
      Transport.send(mime(message));
      return new Outcome.Sent();
    } catch (AddressException e) {
      return new Outcome.Never("the address '%s' cannot be".formatted(message.recipient()));
    } catch (SendFailedException e) {
      return new Outcome.Later(null, "the mail server did not take it: " + e.getMessage());
    } catch (MessagingException e) {
      return new Outcome.Later(null, "the mail server cannot be reached: " + e.getMessage());
    }
  }

  private MimeMessage mime(Message message) throws MessagingException {
    MimeMessage mime = new Identified(session, message);
    mime.setFrom(new InternetAddress(settings.from(), true));
    mime.setRecipient(
        jakarta.mail.Message.RecipientType.TO, new InternetAddress(message.recipient(), true));
    mime.setSubject(message.subject(), StandardCharsets.UTF_8.name());
    mime.setText(message.body(), StandardCharsets.UTF_8.name());
    mime.setSentDate(Date.from(message.createdAt()));
    mime.setHeader("Auto-Submitted", "auto-generated");
    return mime;
  }

  /// A mail that keeps its own id.
  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(Session session, Message message) {
      super(session);
      this.id = "<%s@parallax>".formatted(message.id());
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
