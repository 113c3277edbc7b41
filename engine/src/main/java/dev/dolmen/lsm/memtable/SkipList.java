package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Versions of keys in order (key ascending, sequence descending), in arenas of {@code int}s and {@code byte}s: the
 * collector sees a few large arrays and no object per entry.
 *
 * <p>A node is a run of ints, its number the place of the first:
 *
 * <pre>
 * 0 chunk of the key and value      4 key length          8... next node on level 0, 1, ...; 0 for none
 * 1 offset there                    5 value length
 * 2 first four bytes of the key     6 low half of the stamp: sequence * 2 + (1 for a put)
 * 3 next four, zeros past its end   7 high half
 * </pre>
 *
 * <p>Publication: a node's bytes and ints are written before a link to it is released, lowest level first, and every link
 * is read with acquire; so whoever can reach a node sees all of it. Who reaches it on a level finds its links on that
 * level and below, for those were written before. A link read twice may have changed in between: a search answers with
 * what it compared, never with what it reads afterwards. One writer, any number of readers, no lock.
 *
 * <p>Keys are compared by their first eight bytes before the rest is touched, which saves a cache miss at most steps.
 */
final class SkipList {

    static final int NONE = 0;

    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private static final int CHUNK = 0;
    private static final int OFFSET = 1;
    private static final int PREFIX_HIGH = 2;
    private static final int PREFIX_LOW = 3;
    private static final int KEY_LENGTH = 4;
    private static final int VALUE_LENGTH = 5;
    private static final int STAMP_LOW = 6;
    private static final int STAMP_HIGH = 7;
    private static final int LINKS = 8;

    /** With one node in four on each next level, enough for 16 million entries before searches lengthen. */
    private static final int MAX_HEIGHT = 12;

    private static final int HEAD = 1;

    private final ByteArena bytes;
    private final int chunkShift;
    /** Replaced, never changed in place: see {@link ByteArena}. */
    private volatile int[][] chunks;

    private int nextNode = HEAD + LINKS + MAX_HEIGHT;
    /** Plain, although readers look: a stale height only makes a search begin lower, where all nodes are linked too. */
    private int height = 1;

    private long random = 0x9e37_79b9_7f4a_7c15L;

    private final int[] predecessors = new int[MAX_HEIGHT];

    SkipList(ByteArena bytes, int chunkShift) {
        this.bytes = bytes;
        this.chunkShift = chunkShift;
        chunks = new int[][] {new int[1 << chunkShift]};
    }

    // ---- the writer ----

    /** @param stamp sequence * 2 + (1 for a put); larger than every earlier one */
    void insert(Slice key, Slice value, long stamp) {
        long prefix = prefix(key);
        findPredecessors(key, prefix, stamp);
        int nodeHeight = randomHeight();
        int node = allocate(LINKS + nodeHeight);
        int chunk = bytes.reserve(Math.addExact(key.length(), value.length()));
        set(node, CHUNK, chunk);
        set(node, OFFSET, bytes.offset());
        bytes.append(key);
        bytes.append(value);
        set(node, PREFIX_HIGH, (int) (prefix >>> 32));
        set(node, PREFIX_LOW, (int) prefix);
        set(node, KEY_LENGTH, key.length());
        set(node, VALUE_LENGTH, value.length());
        set(node, STAMP_LOW, (int) stamp);
        set(node, STAMP_HIGH, (int) (stamp >>> 32));
        for (int level = 0; level < nodeHeight; level++) {
            int before = level < height ? predecessors[level] : HEAD;
            set(node, LINKS + level, next(before, level));
            link(before, level, node);
        }
        height = Math.max(height, nodeHeight);
    }

    private void findPredecessors(Slice key, long prefix, long stamp) {
        int node = HEAD;
        for (int level = height - 1; level >= 0; level--) {
            for (int next = next(node, level); next != NONE && isBefore(next, key, prefix, stamp); ) {
                node = next;
                next = next(node, level);
            }
            predecessors[level] = node;
        }
    }

    private int allocate(int ints) {
        int chunkInts = 1 << chunkShift;
        int room = chunkInts - (nextNode & (chunkInts - 1));
        if (room < ints) {
            nextNode = Math.addExact(nextNode, room);
        }
        int chunk = nextNode >>> chunkShift;
        if (chunk == chunks.length) {
            int[][] grown = Arrays.copyOf(chunks, chunk + 1);
            grown[chunk] = new int[chunkInts];
            chunks = grown;
        }
        int node = nextNode;
        nextNode += ints;
        return node;
    }

    private int randomHeight() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        int result = 1;
        for (long bits = random >>> 20; result < MAX_HEIGHT && (bits & 3) == 0; bits >>>= 2) {
            result++;
        }
        return result;
    }

    long allocatedBytes() {
        return (long) chunks.length * Integer.BYTES << chunkShift;
    }

    long usedBytes() {
        return (long) nextNode * Integer.BYTES;
    }

    // ---- readers; NONE stands for "no node" ----

    int first() {
        return next(HEAD, 0);
    }

    int next(int node) {
        return next(node, 0);
    }

    /** The first node at or after this key and stamp. */
    int atOrAfter(Slice key, long stamp) {
        long prefix = prefix(key);
        int node = next(lastBefore(key, stamp, HEAD), 0);
        // The link is read once more here, and a node before the target may have come in since it was followed.
        while (node != NONE && isBefore(node, key, prefix, stamp)) {
            node = next(node, 0);
        }
        return node;
    }

    /** The last node before this key and stamp. */
    int before(Slice key, long stamp) {
        int node = lastBefore(key, stamp, HEAD);
        return node == HEAD ? NONE : node;
    }

    private int lastBefore(Slice key, long stamp, int from) {
        long prefix = prefix(key);
        int node = from;
        for (int level = height - 1; level >= 0; level--) {
            for (int next = next(node, level); next != NONE && isBefore(next, key, prefix, stamp); ) {
                node = next;
                next = next(node, level);
            }
        }
        return node;
    }

    int last() {
        int node = HEAD;
        for (int level = height - 1; level >= 0; level--) {
            for (int next = next(node, level); next != NONE; next = next(node, level)) {
                node = next;
            }
        }
        return node == HEAD ? NONE : node;
    }

    boolean hasKey(int node, Slice key) {
        int[] chunk = chunks[node >>> chunkShift];
        int at = node & (1 << chunkShift) - 1;
        if (chunk[at + KEY_LENGTH] != key.length()) {
            return false;
        }
        int offset = chunk[at + OFFSET];
        return Arrays.equals(
                bytes.chunk(chunk[at + CHUNK]),
                offset,
                offset + key.length(),
                key.array(),
                key.offset(),
                key.offset() + key.length());
    }

    Slice key(int node) {
        return new Slice(bytes.chunk(get(node, CHUNK)), get(node, OFFSET), get(node, KEY_LENGTH));
    }

    Slice value(int node) {
        return new Slice(
                bytes.chunk(get(node, CHUNK)), get(node, OFFSET) + get(node, KEY_LENGTH), get(node, VALUE_LENGTH));
    }

    long stamp(int node) {
        return get(node, STAMP_LOW) & 0xffff_ffffL | (long) get(node, STAMP_HIGH) << 32;
    }

    /** Whether the node comes before this key and stamp: a smaller key, or the same with a larger stamp. */
    private boolean isBefore(int node, Slice key, long prefix, long stamp) {
        int[] chunk = chunks[node >>> chunkShift];
        int at = node & (1 << chunkShift) - 1;
        long nodePrefix = (long) chunk[at + PREFIX_HIGH] << 32 | chunk[at + PREFIX_LOW] & 0xffff_ffffL;
        if (nodePrefix != prefix) {
            return Long.compareUnsigned(nodePrefix, prefix) < 0;
        }
        int offset = chunk[at + OFFSET];
        int order = Arrays.compareUnsigned(
                bytes.chunk(chunk[at + CHUNK]),
                offset,
                offset + chunk[at + KEY_LENGTH],
                key.array(),
                key.offset(),
                key.offset() + key.length());
        return order != 0 ? order < 0 : stamp(node) > stamp;
    }

    private static long prefix(Slice key) {
        long prefix = 0;
        int length = Math.min(Long.BYTES, key.length());
        for (int i = 0; i < length; i++) {
            prefix |= (key.array()[key.offset() + i] & 0xffL) << 56 - 8 * i;
        }
        return prefix;
    }

    private int next(int node, int level) {
        return (int) INTS.getAcquire(chunks[node >>> chunkShift], (node & (1 << chunkShift) - 1) + LINKS + level);
    }

    private void link(int node, int level, int target) {
        INTS.setRelease(chunks[node >>> chunkShift], (node & (1 << chunkShift) - 1) + LINKS + level, target);
    }

    private int get(int node, int field) {
        return chunks[node >>> chunkShift][(node & (1 << chunkShift) - 1) + field];
    }

    private void set(int node, int field, int value) {
        chunks[node >>> chunkShift][(node & (1 << chunkShift) - 1) + field] = value;
    }
}
