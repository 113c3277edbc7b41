package dev.dolmen.sstable;

/** How values are stored. The ids are on disk: never change one, never use one again. */
public enum Compression {
    /** As they are: the cheapest to read. */
    NONE(0),
    /**
     * LZ4 block format, each value by itself with a dictionary of the table's; the values of a block that it does not shrink
     * by an eighth are stored as they are.
     */
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
