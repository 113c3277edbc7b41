package dev.dolmen.sstable;

/** How data blocks are stored. The ids are on disk: never change one, never use one again. */
public enum Compression {
    /** As they are: the cheapest to read. */
    NONE(0),
    /** LZ4 block format, block by block; a block that it does not shrink by an eighth is stored as it is. */
    LZ4(1);

    private final int id;

    Compression(int id) {
        this.id = id;
    }

    /** The id on disk, 0 to 255. */
    public int id() {
        return id;
    }
}
