package dev.parallax.server.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/// The token of this machine: whoever may read the data folder comes in with it, for they could
/// change everything in there anyway. The command line program finds it there.
///
/// It is made anew at each start and lies in `this-machine` under the address that it is for.
final class ThisMachine {
  private static final String NAME = "this-machine";
  private static final int BYTES = 32;

  private ThisMachine() {}

  /// Makes a token and writes it where only the owner of the folder reads it.
  static String write(Path folder, String address) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String token = "plx_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path half = folder.resolve(NAME + ".half");
    try {
      Files.deleteIfExists(half);
      Files.createFile(
          half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(half, List.of(address, token));
      Files.move(half, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing the token of this machine into " + folder, e);
    }
    return token;
  }
}
