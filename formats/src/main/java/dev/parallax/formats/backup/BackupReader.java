package dev.parallax.formats.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Reads a backup from its beginning to its seal. A part is handed on after its hash was found
/// right, and what is unpacked is never longer than what was packed.
public final class BackupReader {
  private static final int LONGEST_BEGINNING = 32;

  private final DataInputStream in;
  private final Visitor visitor;
  private final Chain chain = new Chain();
  private final Inflater inflater = new Inflater(true);
  private @Nullable BackupManifest manifest;
  private boolean begun;
  private byte[] hash = new byte[0];

  private BackupReader(InputStream in, Visitor visitor) {
    this.in = new DataInputStream(in);
    this.visitor = visitor;
  }

  /// Who takes what stands in a backup, in its order.
  public interface Visitor {
    /// A table begins.
    void table(String name, List<String> columns);

    /// A file begins.
    void file(String name);

    /// The next bytes of what was begun.
    void bytes(byte[] more);
  }

  /// Looks at everything and keeps nothing.
  private enum Nobody implements Visitor {
    NOBODY;

    @Override
    public void table(String name, List<String> columns) {}

    @Override
    public void file(String name) {}

    @Override
    public void bytes(byte[] more) {}
  }

  /// A backup that is whole.
  ///
  /// @param hash of the seal, in hexadecimal: it speaks for every byte of the file
  public record Whole(BackupManifest manifest, BackupSeal seal, String hash) {}

  /// Reads a file to its end.
  ///
  /// @throws BackupRefused if a single byte is not as it was written
  public static Whole verify(Path file) throws IOException, BackupRefused {
    return read(file, Nobody.NOBODY);
  }

  /// Reads a file to its end and hands on what stands in it.
  ///
  /// @throws BackupRefused if a byte is not as it was written; what came before was handed on
  public static Whole read(Path file, Visitor visitor) throws IOException, BackupRefused {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), Chain.CHUNK)) {
      return new BackupReader(bytes, visitor).whole();
    }
  }

  private Whole whole() throws IOException, BackupRefused {
    try {
      beginning();
      while (true) {
        byte kind = in.readByte();
        byte[] bytes = part(kind);
        if (kind == Chain.SEAL && manifest != null) {
          return sealed(manifest, bytes);
        }
        take(kind, bytes);
      }
    } catch (EOFException e) {
      throw BackupRefused.damaged("it ends before its seal, so something was cut off");
    } finally {
      inflater.end();
    }
  }

  private void beginning() throws IOException, BackupRefused {
    byte[] found = in.readNBytes(Chain.BEGINNING.length);
    if (Arrays.equals(found, Chain.BEGINNING)) {
      return;
    }
    String text =
        new String(found, StandardCharsets.ISO_8859_1)
            + new String(in.readNBytes(LONGEST_BEGINNING), StandardCharsets.ISO_8859_1);
    String version = text.lines().findFirst().orElse("");
    if (version.matches(Chain.NAME + "[1-9][0-9]{0,3}")) {
      throw new BackupRefused(
          "The backup has format %s.".formatted(version.substring(Chain.NAME.length())),
          "This program reads format %d.".formatted(Chain.VERSION),
          "Use the Parallax that wrote it, or a newer one.");
    }
    throw new BackupRefused(
        found.length == 0 ? "The file is empty." : "The file does not begin as a backup does.",
        "Expected what `parallax backup` wrote, which begins with '%s%d'."
            .formatted(Chain.NAME, Chain.VERSION),
        "Check its name; if it is right, the file is damaged: take another copy, or an older backup.");
  }

  private byte[] part(byte kind) throws IOException, BackupRefused {
    int length = in.readInt();
    if (length < 0 || length > Chain.CHUNK * 2) {
      throw BackupRefused.damaged("a part says that it is %d bytes long".formatted(length));
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    byte[] written = new byte[Chain.HASH_BYTES];
    in.readFully(written);
    hash = chain.next(kind, bytes);
    if (!MessageDigest.isEqual(hash, written)) {
      throw BackupRefused.damaged("the hash of a part is not that of its bytes");
    }
    return bytes;
  }

  private void take(byte kind, byte[] bytes) throws BackupRefused {
    if ((manifest == null) != (kind == Chain.MANIFEST)) {
      throw BackupRefused.damaged("its manifest does not come first, once");
    }
    switch (kind) {
      case Chain.MANIFEST -> manifest = BackupManifest.read(text(bytes));
      case Chain.TABLE -> {
        List<String> words = List.of(text(bytes).split(" "));
        visitor.table(words.getFirst(), words.subList(1, words.size()));
        begun = true;
      }
      case Chain.FILE -> {
        visitor.file(text(bytes));
        begun = true;
      }
      case Chain.BYTES -> visitor.bytes(unpacked(bytes));
      default -> throw BackupRefused.damaged("it has a part of an unknown kind");
    }
  }

  private byte[] unpacked(byte[] packed) throws BackupRefused {
    if (!begun) {
      throw BackupRefused.damaged("it has rows of no table");
    }
    byte[] bytes = new byte[Chain.CHUNK + 1];
    inflater.reset();
    inflater.setInput(packed);
    try {
      int length = inflater.inflate(bytes);
      if (!inflater.finished() || length > Chain.CHUNK) {
        throw BackupRefused.damaged("a part holds more than a part may");
      }
      return Arrays.copyOf(bytes, length);
    } catch (DataFormatException e) {
      throw BackupRefused.damaged("a part cannot be unpacked");
    }
  }

  private Whole sealed(BackupManifest of, byte[] bytes) throws IOException, BackupRefused {
    if (in.read() >= 0) {
      throw BackupRefused.damaged("something stands behind its seal");
    }
    return new Whole(of, BackupSeal.read(text(bytes)), HexFormat.of().formatHex(hash));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
