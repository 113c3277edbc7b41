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

    /** What stands for a running value among the kinds of operations; the others are those of entries. */
    private static final int RUNNING = 3;

    private static final int SEQUENCE_OFFSET = 1;
    private static final int COUNT_OFFSET = SEQUENCE_OFFSET + Long.BYTES;
    private static final int HEADER_BYTES = COUNT_OFFSET + Integer.BYTES;

    private final Encoder encoder;
    private int count;

    public WriteBatch() {
        this(256);
    }

    public WriteBatch(int initialBytes) {
        encoder = new Encoder(Math.max(HEADER_BYTES, initialBytes));
        encoder.u8(FORMAT_VERSION).u64(0).u32(0);
    }

    /** @throws IllegalArgumentException when the batch would exceed {@link #MAX_BYTES}; it is unchanged then */
    public WriteBatch put(Slice key, Slice value) {
        return add(EntryKind.PUT.id(), key, value);
    }

    /**
     * Sets the running value of a key, of which nobody asks for any value but the newest: a later one takes its place in
     * memory, where a put would leave a version for each write. It is as durable and as atomic as a put. Reads find it once
     * the memtable it is in has been sealed, or the store opened again; who writes it keeps it at hand until then. Requires:
     * the key is written in no other way, but for range tombstones.
     *
     * @throws IllegalArgumentException when the batch would exceed {@link #MAX_BYTES}; it is unchanged then
     */
    public WriteBatch putRunning(Slice key, Slice value) {
        return add(RUNNING, key, value);
    }

    /** @throws IllegalArgumentException when the batch would exceed {@link #MAX_BYTES}; it is unchanged then */
    public WriteBatch delete(Slice key) {
        return add(EntryKind.TOMBSTONE.id(), key, Slice.EMPTY);
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
        return add(EntryKind.RANGE_TOMBSTONE.id(), from, toExclusive);
    }

    private WriteBatch add(int kind, Slice key, Slice value) {
        long bytes = encoder.length() + 11L + key.length() + value.length();
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a batch of " + bytes + " bytes; at most " + MAX_BYTES + " are possible");
        }
        encoder.u8(kind).slice(key);
        if (kind != EntryKind.TOMBSTONE.id()) {
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
        encoder.truncate(HEADER_BYTES);
        count = 0;
        return this;
    }

    /** Fixes the sequence number of the first operation; the others follow one by one. */
    void assign(long firstSequence) {
        encoder.setU64(SEQUENCE_OFFSET, firstSequence);
        encoder.setU32(COUNT_OFFSET, count);
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

        /** A running value. @param value like {@code key} a view of the encoded batch */
        void running(long sequence, Slice key, Slice value);
    }

    /** What the header of an encoded batch says. */
    public record Header(long firstSequence, int count) {

        public long lastSequence() {
            return firstSequence + count - 1;
        }
    }

    /** The version of an encoded batch, known or not. */
    public static int readVersion(Slice encoded) throws MalformedEncodingException {
        return new Decoder(encoded).u8();
    }

    /** @throws MalformedEncodingException when these bytes do not begin like a batch of a known version */
    public static Header readHeader(Slice encoded) throws MalformedEncodingException {
        return readHeader(new Decoder(encoded));
    }

    private static Header readHeader(Decoder decoder) throws MalformedEncodingException {
        int version = decoder.u8();
        if (version != FORMAT_VERSION) {
            throw new MalformedEncodingException(0, "a batch in version " + version + " of its format");
        }
        Header header = new Header(decoder.u64(), decoder.u32());
        if (header.firstSequence <= 0 || header.count <= 0 || header.lastSequence() <= 0) {
            throw new MalformedEncodingException(SEQUENCE_OFFSET, "impossible " + header);
        }
        return header;
    }

    /** @throws MalformedEncodingException when these bytes are not one whole batch; some operations may have been visited */
    public static void read(Slice encoded, Visitor visitor) throws MalformedEncodingException {
        Decoder decoder = new Decoder(encoded);
        Header header = readHeader(decoder);
        for (long sequence = header.firstSequence; sequence <= header.lastSequence(); sequence++) {
            int at = decoder.offset();
            int id = decoder.u8();
            if (id == RUNNING) {
                visitor.running(sequence, decoder.slice(), decoder.slice());
                continue;
            }
            if (id > RUNNING) {
                throw new MalformedEncodingException(at, "an operation of unknown kind " + id);
            }
            EntryKind kind = EntryKind.of(id);
            Slice key = decoder.slice();
            Slice value = kind == EntryKind.TOMBSTONE ? Slice.EMPTY : decoder.slice();
            if (kind == EntryKind.RANGE_TOMBSTONE && key.compareTo(value) >= 0) {
                throw new MalformedEncodingException(at, "an empty range");
            }
            visitor.operation(sequence, kind, key, value);
        }
        if (decoder.remaining() != 0) {
            throw new MalformedEncodingException(
                    decoder.offset(), decoder.remaining() + " bytes after the last operation");
        }
    }
}
