package dev.dolmen.sstable.block;

import dev.dolmen.sstable.lz4.Lz4Decoder;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import java.nio.ByteBuffer;

/**
 * A value as a block with a dictionary stores it: nothing for an empty one; else a varint and the bytes. The varint is the
 * length of what LZ4 gives, or 0 when the bytes are the value. Reused from value to value, not thread-safe.
 */
public final class StoredValue {

    /** What {@link #open} returns when the bytes are not what they should be. */
    public static final int DAMAGED = -1;

    /** What stands in place of the length where the bytes are the value. */
    static final int RAW = 0;

    /** No run of LZ4 gives more than this many times its own length. */
    private static final int MOST_RATIO = 255;

    private static final int MOST_VARINT_BYTES = 5;

    /** No value is longer, see {@link dev.dolmen.sstable.TableWriter#MAX_ENTRY_BYTES}. */
    private static final int MOST_BYTES = 1 << 28;

    /** A value is decoded quickest when a buffer over an array has this much after it. */
    public static final int SOURCE_SLACK_BYTES = Lz4Decoder.SOURCE_SLACK_BYTES;

    /** A value is decoded quickest into an array that has this much after it. */
    public static final int TARGET_SLACK_BYTES = Lz4Decoder.TARGET_SLACK_BYTES;

    /** A value up to this length is decoded elsewhere and then copied, where the target has no slack. */
    private static final int MOST_ROOM_BYTES = 4096;

    private static final int LEAST_COPY_BYTES = 512;

    /** More than this is not kept from one value to the next, once they are {@linkplain #clear let go of}. */
    static final int MOST_KEPT_BYTES = 1 << 16;

    private static final byte[] NOTHING = {};

    private byte[] copy = NOTHING;
    private byte[] room = NOTHING;
    private byte[] source = NOTHING;
    private int start;
    private int end;
    private int rawLength;

    /**
     * Looks at what is stored.
     *
     * @param bytes requires: not changed before {@link #copyTo}
     * @return the length of the value, or {@link #DAMAGED}
     */
    public int open(ByteBuffer bytes, int position, int storedLength) {
        if (bytes.hasArray()) {
            source = bytes.array();
            start = bytes.arrayOffset() + position;
        } else {
            copy = withRoom(copy, storedLength + SOURCE_SLACK_BYTES);
            bytes.get(position, copy, 0, storedLength);
            source = copy;
            start = 0;
        }
        end = start + storedLength;
        rawLength = RAW;
        if (storedLength == 0) {
            return 0;
        }
        long most = Math.min(MOST_BYTES, (long) MOST_RATIO * storedLength);
        long length = 0;
        for (int i = 0; i < MOST_VARINT_BYTES && start < end; i++) {
            byte next = source[start++];
            length |= (next & 0x7fL) << 7 * i;
            if (next >= 0) {
                rawLength = (int) length;
                return length > most ? DAMAGED : rawLength == RAW ? end - start : rawLength;
            }
        }
        return DAMAGED;
    }

    /** Lets go of what was opened, and of memory that only large values need. */
    public void clear() {
        // Looking is cheaper than storing a reference, of which the collector has to be told.
        if (source != NOTHING) {
            source = NOTHING;
        }
        start = 0;
        end = 0;
        if (keptBytes() > MOST_KEPT_BYTES) {
            copy = NOTHING;
            room = NOTHING;
        }
    }

    /** What this takes for the next values. */
    public int keptBytes() {
        return copy.length + room.length;
    }

    /** Whether what was opened is not the value itself. */
    public boolean isEncoded() {
        return rawLength != RAW;
    }

    /**
     * Puts the value into the target at {@code at}. What is behind it there may change too.
     *
     * @return false when the bytes are not what they should be
     */
    public boolean copyTo(byte[] target, int at, Lz4Dictionary dictionary) {
        if (rawLength == RAW) {
            System.arraycopy(source, start, target, at, end - start);
            return true;
        }
        if (target.length - at - rawLength >= TARGET_SLACK_BYTES || rawLength > MOST_ROOM_BYTES) {
            return decode(target, at, dictionary);
        }
        room = withRoom(room, rawLength + TARGET_SLACK_BYTES);
        if (!decode(room, 0, dictionary)) {
            return false;
        }
        System.arraycopy(room, 0, target, at, rawLength);
        return true;
    }

    /**
     * Puts how the value begins at the start of the target. What is behind it there may change too, as far as the value would
     * go. Requires: room for the whole value.
     *
     * @param bytes no more than the value has
     * @return false when the bytes read are not what they should be
     */
    public boolean copyHeadTo(byte[] target, int bytes, Lz4Dictionary dictionary) {
        if (rawLength == RAW) {
            System.arraycopy(source, start, target, 0, bytes);
            return true;
        }
        return Lz4Decoder.decodeHead(source, start, end, dictionary, target, rawLength, bytes) != Lz4Decoder.DAMAGED;
    }

    private boolean decode(byte[] target, int at, Lz4Dictionary dictionary) {
        return Lz4Decoder.decode(source, start, end, dictionary, target, at, rawLength) != Lz4Decoder.DAMAGED;
    }

    private static byte[] withRoom(byte[] array, int bytes) {
        return array.length >= bytes ? array : new byte[Math.max(bytes, Math.max(LEAST_COPY_BYTES, 2 * array.length))];
    }
}
