package dev.dolmen.lsm.version;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Crc32c;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest and tells an unfinished last record from damage.
 *
 * <p>An invalid record is damage when {@link CurrentFile} says that the file was durable beyond it, or when any valid
 * record begins behind it, for an edit is written only when all before it are synced. Otherwise it is the edit that was
 * being written when the power failed, and nothing had come to rest on it: the log still has what it flushed, and the
 * tables it would have replaced are still there (a missing one is refused by name). It is left out.
 */
final class ManifestReader {

    private final Path path;
    private final long number;
    private final byte[] bytes;
    private final CurrentFile current;

    private ManifestReader(Path path, long number, byte[] bytes, CurrentFile current) {
        this.path = path;
        this.number = number;
        this.bytes = bytes;
        this.current = current;
    }

    /**
     * The state that the manifest in force leads to.
     *
     * @throws CorruptFileException when it is missing or damaged
     * @throws dev.dolmen.io.UnsupportedFormatException when a newer release wrote it
     */
    static ManifestState read(FileSystem fileSystem, Path directory, CurrentFile current) throws IOException {
        Path path = FileNames.manifest(directory, current.manifest());
        byte[] bytes;
        try (RandomReadFile file = fileSystem.openForReading(path)) {
            if (file.size() > Integer.MAX_VALUE - 8) {
                throw new CorruptFileException(path, 0, "length", "at most 2 GiB", file.size());
            }
            bytes = new byte[(int) file.size()];
            file.readFully(0, bytes, 0, bytes.length);
        } catch (NoSuchFileException missing) {
            throw (IOException) new CorruptFileException(path, 0, "the manifest named by CURRENT", "a file", "none")
                    .initCause(missing);
        }
        return new ManifestReader(path, current.manifest(), bytes, current).read();
    }

    private ManifestState read() throws IOException {
        checkHeader();
        if (bytes.length < current.durableLength()) {
            throw new CorruptFileException(path, bytes.length, "length", current.durableLength(), bytes.length);
        }
        if (current.complete() && bytes.length > current.durableLength()) {
            throw new CorruptFileException(
                    path, current.durableLength(), "length", current.durableLength(), bytes.length);
        }
        ManifestState state = ManifestState.EMPTY;
        int offset = ManifestFormat.HEADER_BYTES;
        while (offset < bytes.length) {
            Slice payload = recordAt(offset);
            if (payload == null) {
                refuseDamage(offset);
                break;
            }
            state = apply(state, payload, offset);
            offset += ManifestFormat.RECORD_HEADER_BYTES + payload.length();
        }
        return state;
    }

    private void checkHeader() throws IOException {
        ManifestFormat.checkBeginning(path, bytes, ManifestFormat.MAGIC, ManifestFormat.NAME, ManifestFormat.VERSION);
        if (bytes.length < ManifestFormat.HEADER_BYTES) {
            throw new CorruptFileException(path, 0, "length", "at least a header", bytes.length);
        }
        Decoder decoder = new Decoder(new Slice(
                bytes, ManifestFormat.NUMBER_OFFSET, ManifestFormat.HEADER_BYTES - ManifestFormat.NUMBER_OFFSET));
        long found = decoder.u64();
        int crc = decoder.u32();
        int expected = Crc32c.of(bytes, 0, ManifestFormat.HEADER_CRC_OFFSET);
        if (crc != expected) {
            throw new CorruptFileException(path, 0, "header checksum", expected, crc);
        }
        if (found != number) {
            throw new CorruptFileException(path, ManifestFormat.NUMBER_OFFSET, "manifest number", number, found);
        }
    }

    /** The payload of the record that begins there, or null when none does. */
    private @Nullable Slice recordAt(int offset) throws MalformedEncodingException {
        int room = bytes.length - offset - ManifestFormat.RECORD_HEADER_BYTES;
        if (room <= 0) {
            return null;
        }
        Decoder decoder = new Decoder(new Slice(bytes, offset, ManifestFormat.RECORD_HEADER_BYTES));
        int length = decoder.u32();
        int crc = decoder.u32();
        if (length <= 0 || length > room) {
            return null;
        }
        Slice payload = new Slice(bytes, offset + ManifestFormat.RECORD_HEADER_BYTES, length);
        return crc == ManifestFormat.recordCrc(number, offset, payload) ? payload : null;
    }

    private void refuseDamage(int offset) throws IOException {
        if (offset < current.durableLength()) {
            throw new CorruptFileException(
                    path, offset, "record before the durable length", "a valid record", "an invalid one");
        }
        for (int later = offset + 1; later < bytes.length; later++) {
            if (recordAt(later) != null) {
                throw new CorruptFileException(
                        path, offset, "record", "a valid record", "an invalid one, and a valid one at " + later);
            }
        }
    }

    private ManifestState apply(ManifestState state, Slice payload, int offset) throws CorruptFileException {
        try {
            return state.apply(VersionEdit.decode(new Decoder(payload)));
        } catch (MalformedEncodingException | IllegalArgumentException | IllegalStateException impossible) {
            throw (CorruptFileException)
                    new CorruptFileException(path, offset, "edit", "one that fits", impossible.getMessage())
                            .initCause(impossible);
        }
    }
}
