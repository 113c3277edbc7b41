package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/** How the ordinals of a table's tombstones are stored: the portable form of a Roaring bitmap. */
final class TombstoneBitmap {

    private TombstoneBitmap() {}

    static byte[] encode(MutableRoaringBitmap ordinals) {
        ordinals.runOptimize();
        byte[] bytes = new byte[ordinals.serializedSizeInBytes()];
        ordinals.serialize(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    /**
     * Decodes and checks a bitmap. The library trusts what it reads, so whatever it throws on strange bytes, and whatever
     * it makes of them, is checked here.
     *
     * @param offset where the block is in the file, for messages
     */
    static ImmutableRoaringBitmap decode(Path file, long offset, Slice bytes, TableProperties properties)
            throws CorruptFileException {
        MutableRoaringBitmap ordinals = new MutableRoaringBitmap();
        try {
            ordinals.deserialize(ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException | RuntimeException strange) {
            throw corrupt(file, offset, "a Roaring bitmap", strange, strange);
        }
        if (!ordinals.validate() || ordinals.serializedSizeInBytes() != bytes.length()) {
            throw corrupt(file, offset, "a Roaring bitmap of " + bytes.length() + " bytes", "another thing", null);
        }
        if (ordinals.getLongCardinality() != properties.tombstoneCount()) {
            throw corrupt(file, offset, properties.tombstoneCount() + " ordinals", ordinals.getLongCardinality(), null);
        }
        if (!ordinals.isEmpty() && Integer.toUnsignedLong(ordinals.last()) >= properties.entryCount()) {
            throw corrupt(file, offset, "ordinals below " + properties.entryCount(), ordinals.last(), null);
        }
        return ordinals;
    }

    private static CorruptFileException corrupt(
            Path file, long offset, String expected, Object found, @Nullable Throwable cause) {
        CorruptFileException damage =
                new CorruptFileException(file, offset, "bitmap of tombstone ordinals", expected, found);
        if (cause != null) {
            damage.initCause(cause);
        }
        return damage;
    }
}
