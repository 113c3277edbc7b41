package dev.dolmen.sstable;

/**
 * Where a part of a table is: a block with its trailer.
 *
 * @param length in bytes, trailer included; 0 for a part that the table does not have
 */
record BlockHandle(long offset, int length) {

    static final BlockHandle NONE = new BlockHandle(0, 0);

    boolean isPresent() {
        return length != 0;
    }

    long end() {
        return offset + length;
    }
}
