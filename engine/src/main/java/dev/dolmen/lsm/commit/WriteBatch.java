package dev.dolmen.lsm.commit;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.sstable.EntryKind;

/**
 * Changes that happen together or not at all. The operations take consecutive sequence numbers in the order they were
 * added, so a later one wins over an earlier one of the same batch.
 *
 * <p>The encoded form is the payload of one log record ({@code FORMAT.md}, "Write batch"). Keys and values are copied in.
 * Not thread-safe; {@link #clear()} makes it ready for the next use.
 *
 * <pre>{@code
 * WriteBatch batch = new WriteBatch();
 * batch.put(itemKey, item).put(indexKey, Slice.EMPTY).delete(oldIndexKey);
 * store.commit(batch);
 * }</pre>
 */
public final class WriteBatch {

    /** The most bytes a batch may encode to: far above any item or transaction, far below what an array can hold. */
    public static final int MAX_BYTES = 32 << 20;

    /** The version of the encoding. */
    public static final int FORMAT_VERSION = 1;

    private final Encoder encoder;
    private int count;

    public WriteBatch() {
        this(256);
    }

    public WriteBatch(int initialBytes) {
        encoder = new Encoder(Math.max(BatchReader.HEADER_BYTES, initialBytes));
        encoder.u8(FORMAT_VERSION).u64(0).u32(0);
    }

    /** @throws IllegalArgumentException when the batch would exceed {@link #MAX_BYTES}; it is unchanged then */
    public WriteBatch put(Slice key, Slice value) {
        return add(EntryKind.PUT, key, value);
    }

    /** @throws IllegalArgumentException when the batch would exceed {@link #MAX_BYTES}; it is unchanged then */
    public WriteBatch delete(Slice key) {
        return add(EntryKind.TOMBSTONE, key, Slice.EMPTY);
    }

    /**
     * Deletes every key of a range, in constant time however many there are.
     *
     * @param from inclusive
     * @param toExclusive after {@code from}
     * @throws IllegalArgumentException when the range is empty, or the batch would exceed {@link #MAX_BYTES}; it is
     *     unchanged then
     */
    public WriteBatch deleteRange(Slice from, Slice toExclusive) {
        if (from.compareTo(toExclusive) >= 0) {
            throw new IllegalArgumentException("empty range: [" + from + ", " + toExclusive + ")");
        }
        return add(EntryKind.RANGE_TOMBSTONE, from, toExclusive);
    }

    private WriteBatch add(EntryKind kind, Slice key, Slice value) {
        long bytes = encoder.length() + 11L + key.length() + value.length();
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a batch of " + bytes + " bytes; at most " + MAX_BYTES + " are possible");
        }
        encoder.u8(kind.id()).slice(key);
        if (kind != EntryKind.TOMBSTONE) {
            encoder.slice(value);
        }
        count++;
        return this;
    }

    /** The number of operations. */
    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The length of the encoded form. */
    public int encodedBytes() {
        return encoder.length();
    }

    /** Empties the batch and keeps its memory. */
    public WriteBatch clear() {
        encoder.truncate(BatchReader.HEADER_BYTES);
        count = 0;
        return this;
    }

    /** Fixes the sequence number of the first operation; the others follow one by one. */
    void assign(long firstSequence) {
        encoder.setU64(BatchReader.SEQUENCE_OFFSET, firstSequence);
        encoder.setU32(BatchReader.COUNT_OFFSET, count);
    }

    /** The encoded form, a view good until the batch changes. Requires: {@link #assign} after the last change. */
    Slice encoded() {
        return encoder.slice();
    }

    /** Takes the operations of a batch, in order. */
    public interface Visitor {

        /**
         * @param value empty for a tombstone, the exclusive end for a range tombstone; like {@code key} a view of the
         *     encoded batch
         */
        void operation(long sequence, EntryKind kind, Slice key, Slice value);
    }

    /** The version of an encoded batch, known or not. */
    public static int readVersion(Slice encoded) throws MalformedEncodingException {
        return new Decoder(encoded).u8();
    }

    /** @throws MalformedEncodingException when these bytes are not one whole batch; some operations may have been visited */
    public static void read(Slice encoded, Visitor visitor) throws MalformedEncodingException {
        BatchReader reader = new BatchReader();
        for (boolean more = reader.start(encoded); more; more = reader.next()) {
            visitor.operation(reader.sequence(), reader.kind(), reader.key(), reader.value());
        }
    }
}
