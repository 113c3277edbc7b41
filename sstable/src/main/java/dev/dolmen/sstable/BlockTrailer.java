package dev.dolmen.sstable;

import dev.dolmen.io.Crc32c;
import dev.dolmen.sstable.bytes.Words;

/**
 * What follows the bytes of every part of a table: a checksum of four bytes. It covers the file's number and the part's
 * offset too, so that a block that was written to the wrong place, or belongs to another file, is not taken for the one
 * that should be there.
 */
final class BlockTrailer {

    static final int BYTES = Integer.BYTES;

    /** The longest that a part may be without its trailer: less than 1 GiB, so that one mapping holds it. */
    static final int MAX_LENGTH = (1 << 30) - 64;

    private BlockTrailer() {}

    /** The checksum begun for a part at this place. */
    static Crc32c begin(long fileNumber, long offset) {
        byte[] place = new byte[2 * Long.BYTES];
        Words.setLong(place, 0, fileNumber);
        Words.setLong(place, Long.BYTES, offset);
        return new Crc32c().add(place, 0, place.length);
    }
}
