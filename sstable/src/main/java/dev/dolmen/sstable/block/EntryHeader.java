package dev.dolmen.sstable.block;

import dev.dolmen.io.CorruptFileException;

/** The part of an entry before the bytes of its key, decoded. Reused from entry to entry. */
final class EntryHeader {

    /** Bytes of the key that are those of the key before. */
    int shared;

    /** Bytes of the key that are here. */
    int unshared;

    int valueLength;
    long stamp;

    /** Where the unshared bytes start. They end where the next entry starts. */
    int suffix;

    private int position;

    /** Requires: {@code position} is not negative. */
    void read(Block block, int start) throws CorruptFileException {
        byte[] bytes = block.bytes();
        int limit = block.keysEnd();
        position = start;
        shared = (int) varint(bytes, limit, Integer.MAX_VALUE);
        unshared = (int) varint(bytes, limit, Integer.MAX_VALUE);
        valueLength = (int) varint(bytes, limit, Integer.MAX_VALUE);
        stamp = varint(bytes, limit, Long.MAX_VALUE);
        suffix = position;
        if ((shared | unshared | valueLength) < 0 || stamp < 0 || unshared > limit - suffix || !Stamp.isValid(stamp)) {
            throw block.corrupt(
                    "entry at " + start + " of the block",
                    "lengths within " + limit + " bytes of keys",
                    "shared " + shared + ", unshared " + unshared + ", value " + valueLength + ", stamp " + stamp);
        }
    }

    int end() {
        return suffix + unshared;
    }

    /** A number of seven bits a byte, the lowest first; -1 when there is none within the limits. */
    private long varint(byte[] bytes, int limit, long most) {
        if (position < limit && bytes[position] >= 0) {
            return bytes[position++];
        }
        long value = 0;
        for (int shift = 0; shift < Long.SIZE - 1 && position < limit; shift += 7) {
            byte next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value <= most ? value : -1;
            }
        }
        return -1;
    }
}
