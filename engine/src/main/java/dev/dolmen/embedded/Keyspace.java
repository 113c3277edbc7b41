package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where everything of a database lives in the one ordered keyspace of the store. The layout is on disk: see "Keyspace"
 * in {@code FORMAT.md}, which the golden tests pin.
 *
 * <p>Every key begins with a space id (u32, big-endian) and eight bytes that spread or order the keys of that space.
 * Spaces are handed out in blocks of {@link #SPACES_PER_TABLE}: all that belongs to a table is one contiguous range,
 * dropped by one range tombstone, and as ids are never used again nothing of a dropped table can return.
 */
final class Keyspace {

    /** Format, next free id, the tables by name, and the time tokens age by. */
    static final int CATALOG_SPACE = 1;

    /**
     * Spaces per table: items, item collections, one that is free, and one for each of at most five local indexes. What may
     * come and go while the table stays has a block of its own: a global index, whose entries are in its first space, and the
     * expiry times. So the place of a space in its block tells whether it {@linkplain #holdsItems holds items}.
     */
    static final int SPACES_PER_TABLE = 8;

    static final int FIRST_TABLE_SPACE = SPACES_PER_TABLE;

    /** Past the last id a table may have; the spaces from here on hold request tokens, one space per time bucket. */
    static final int TOKEN_SPACES = 0x8000_0000;

    static final int MAX_LOCAL_INDEXES = 5;

    static final int HASH_OFFSET = Integer.BYTES;
    static final int PREFIX_BYTES = HASH_OFFSET + Long.BYTES;

    private static final int COLLECTIONS = 1;
    private static final int FIRST_INDEX = 3;

    /** In the block of a table's expiry times. */
    private static final int EXPIRY_TIMES = 1;

    private static final int EXPIRY_PROGRESS = 2;

    /** In the block of a global index, whose entries are in its first space. */
    private static final int INDEX_PROGRESS = 1;

    private static final byte FORMAT_ENTRY = 0;
    private static final byte NEXT_ID_ENTRY = 1;
    private static final byte TABLE_ENTRY = 2;
    private static final byte TOKEN_TIME_ENTRY = 3;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Keyspace() {}

    /** Whether the values of a space are items, or what an index holds of them. */
    static boolean holdsItems(int space) {
        int place = space % SPACES_PER_TABLE;
        return space >= FIRST_TABLE_SPACE && (place == 0 || place >= FIRST_INDEX);
    }

    /** The space that holds the size of each item collection of a table with local indexes. */
    static int collectionsOf(int tableSpace) {
        return tableSpace + COLLECTIONS;
    }

    /** @param ordinal of the index in its table's definition, from 0 */
    static int indexOf(int tableSpace, int ordinal) {
        if (ordinal < 0 || ordinal >= MAX_LOCAL_INDEXES) {
            throw new AssertionError("local index " + ordinal);
        }
        return tableSpace + FIRST_INDEX + ordinal;
    }

    /** The key of an item: the parts are encoded by {@code KeyCodec}, so that neither is a prefix of another. */
    static Slice item(int space, long partitionHash, Slice partitionKey, Slice sortKey) {
        byte[] key = new byte[PREFIX_BYTES + partitionKey.length() + sortKey.length()];
        int end = append(key, setPrefix(key, space, partitionHash), partitionKey);
        append(key, end, sortKey);
        return new Slice(key);
    }

    /**
     * The key of an index entry.
     *
     * @param base what else of the key of the item it stands for makes it the only one: in a local index its sort key, in a
     *     global one its partition key and sort key
     */
    static Slice indexEntry(int space, long partitionHash, Slice partitionKey, Slice indexSortKey, Slice base) {
        byte[] key = new byte[PREFIX_BYTES + partitionKey.length() + indexSortKey.length() + base.length()];
        int end = append(key, setPrefix(key, space, partitionHash), partitionKey);
        append(key, append(key, end, indexSortKey), base);
        return new Slice(key);
    }

    /** Where a partition begins in a table or an index; its other keys start with this. */
    static Slice partition(int space, long partitionHash, Slice partitionKey) {
        return item(space, partitionHash, partitionKey, Slice.EMPTY);
    }

    static Slice collection(int tableSpace, long partitionHash, Slice partitionKey) {
        return partition(collectionsOf(tableSpace), partitionHash, partitionKey);
    }

    /** The space of the expiry times that have a block. */
    static int expiryTimesOf(int block) {
        return block + EXPIRY_TIMES;
    }

    /** The entry of an item that expires in a second. @param space {@link #expiryTimesOf} the table's block */
    static Slice expiry(int space, long second, ItemKey item) {
        return item(space, second, item.partitionKey(), item.sortKey());
    }

    /** The second of an expiry entry's key. */
    static long expirySecond(Slice key) {
        return (long) LONG.get(key.array(), key.offset() + HASH_OFFSET);
    }

    /** How far the expiry times of a table that had items before are gathered; absent when they all are. */
    static Slice expiryProgress(int block) {
        return border(block + EXPIRY_PROGRESS, 0);
    }

    /** Up to where a global index has been filled; absent before and after. */
    static Slice indexProgress(int indexSpace) {
        return border(indexSpace + INDEX_PROGRESS, 0);
    }

    /** The record of a request token in the space of a time bucket. */
    static Slice token(int bucket, long tokenHash, Slice token) {
        return partition(TOKEN_SPACES + bucket, tokenHash, token);
    }

    static Slice format() {
        return catalog(FORMAT_ENTRY, Slice.EMPTY);
    }

    static Slice nextId() {
        return catalog(NEXT_ID_ENTRY, Slice.EMPTY);
    }

    /** The record of a table, by the UTF-8 of its name. */
    static Slice table(Slice name) {
        return catalog(TABLE_ENTRY, name);
    }

    /** Past the last table record. */
    static Slice tablesEnd() {
        return catalog((byte) (TABLE_ENTRY + 1), Slice.EMPTY);
    }

    /** How long the database had been open when this was last recorded. */
    static Slice tokenTime() {
        return catalog(TOKEN_TIME_ENTRY, Slice.EMPTY);
    }

    private static Slice catalog(byte entry, Slice name) {
        byte[] key = new byte[PREFIX_BYTES + 1 + name.length()];
        key[setPrefix(key, CATALOG_SPACE, 0)] = entry;
        append(key, PREFIX_BYTES + 1, name);
        return new Slice(key);
    }

    /** The first possible key of a space whose eight bytes are at least these. */
    static Slice border(int space, long eightBytes) {
        byte[] key = new byte[PREFIX_BYTES];
        setPrefix(key, space, eightBytes);
        return new Slice(key);
    }

    /** Where a space begins, which is where the one before it ends. */
    static Slice spaceStart(int space) {
        byte[] key = new byte[Integer.BYTES];
        INT.set(key, 0, space);
        return new Slice(key);
    }

    /** The smallest key greater than this one. */
    static Slice after(Slice key) {
        byte[] longer = new byte[key.length() + 1];
        append(longer, 0, key);
        return new Slice(longer);
    }

    /** The smallest key greater than every key that starts with this one. Requires: not all bytes are 0xff. */
    static Slice afterAllOf(Slice prefix) {
        byte[] key = prefix.toByteArray();
        int last = key.length - 1;
        while (key[last] == (byte) 0xff) {
            last--;
        }
        key[last]++;
        return new Slice(key, 0, last + 1);
    }

    /**
     * Where a segment of a scan begins. Segment {@code i} of {@code n} has the hashes from {@code ceil(i * 2^64 / n)}
     * up to where the next begins: disjoint, complete, and the same for ever, as the hash is.
     *
     * @param segment 0 to total - 1
     * @return the first hash of the segment, unsigned
     */
    static long segmentStart(int segment, int total) {
        // 2^64 = quotient * total + remainder; the product below stays under 2^62.
        long quotient = Long.divideUnsigned(-1L, total);
        long remainder = Long.remainderUnsigned(-1L, total) + 1;
        if (remainder == total) {
            quotient++;
            remainder = 0;
        }
        return segment * quotient + (segment * remainder + total - 1) / total;
    }

    /** Writes what every key begins with. Returns where the rest begins. */
    static int setPrefix(byte[] key, int space, long eightBytes) {
        INT.set(key, 0, space);
        LONG.set(key, HASH_OFFSET, eightBytes);
        return PREFIX_BYTES;
    }

    /** The eight bytes behind the space in a key that begins the array. */
    static long hashOf(byte[] key) {
        return (long) LONG.get(key, HASH_OFFSET);
    }

    private static int append(byte[] key, int at, Slice part) {
        System.arraycopy(part.array(), part.offset(), key, at, part.length());
        return at + part.length();
    }
}
