package dev.dolmen.sstable;

/** What an entry says of its key. The ids are on disk: never change one, never use one again. */
public enum EntryKind {
    /** The key is gone as of this sequence number; older versions are hidden. The value is empty. */
    TOMBSTONE(0),
    /** The key has this value as of this sequence number. */
    PUT(1),
    /**
     * Every key from this one up to the one in the value, exclusive, is gone as of this sequence number. Never between
     * the entries of a table: tables and memtables keep these apart.
     */
    RANGE_TOMBSTONE(2);

    private final int id;

    EntryKind(int id) {
        this.id = id;
    }

    /** The id on disk, 0 to 255. */
    public int id() {
        return id;
    }

    /**
     * @throws IllegalArgumentException for an id that no kind has; bytes from a disk are checked before they get here
     */
    public static EntryKind of(int id) {
        return switch (id) {
            case 0 -> TOMBSTONE;
            case 1 -> PUT;
            case 2 -> RANGE_TOMBSTONE;
            default -> throw new IllegalArgumentException("no entry kind has id " + id);
        };
    }
}
