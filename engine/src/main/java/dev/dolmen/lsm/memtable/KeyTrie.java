package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import java.util.Arrays;

/**
 * Keys in order, each with its {@link Versions}: an adaptive radix tree (Leis, Kemper, Neumann, "The Adaptive Radix Tree",
 * ICDE 2013) in an arena of ints.
 *
 * <p>A link is 0 for nothing, an inner node's place, or the negated place of the newest version of the one key below. An
 * inner node branches at one byte of the key; the bytes that all keys below share before it are skipped, and read from one
 * of those keys when they are needed. So the depth is the number of places where keys differ: a few steps for keys that
 * begin with a hash, whether there are a thousand or ten million, and no worse for one partition of ten million rows.
 *
 * <pre>
 * inner node
 * 0 capacity * 512 + number of children           3 offset there
 * 1 depth: which byte of the key it branches at   4 link to the key that ends there
 * 2 chunk of the bytes of some key below          5 children
 *
 * children of a list (capacity 4 to 64)           children of a full node (capacity 256)
 * 5                    a byte each, four an int   5 a link for each byte
 * 5 + capacity / 4     a link each, same order
 * </pre>
 *
 * <p>Publication: everything below a link is written before the link is released, a child of a list before the number of
 * children; readers acquire both. A node that is full is copied into a larger one, which takes its place: who still reads
 * the old one misses only what was added since it got there. One writer, any number of readers, no lock.
 */
final class KeyTrie {

    static final int NONE = 0;
    /** As a branch: the key that ends at the node's depth, which comes before all others. */
    static final int END = -1;

    private static final int ROOT = 1;

    private static final int HEADER = 0;
    private static final int DEPTH = 1;
    private static final int KEY_CHUNK = 2;
    private static final int KEY_OFFSET = 3;
    private static final int KEY_HERE = 4;
    private static final int CHILDREN = 5;

    private static final int SMALLEST_LIST = 4;
    private static final int LARGEST_LIST = 64;
    private static final int FULL = 256;
    private static final int COUNT_BITS = 9;
    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

    private final IntArena ints;
    private final ByteArena bytes;
    private final Versions versions;

    KeyTrie(IntArena ints, ByteArena bytes) {
        this.ints = ints;
        this.bytes = bytes;
        this.versions = new Versions(ints, bytes);
        if (ints.allocate(1) != ROOT) {
            throw new IllegalArgumentException("the arena is in use");
        }
    }

    Versions versions() {
        return versions;
    }

    // ---- readers ----

    /** The newest version of a key; {@link Versions#NONE} when it has none. */
    int find(Slice key) {
        int link = root();
        while (link > 0) {
            link = child(link, branch(link, key));
        }
        return link < 0 && versions.hasKey(-link, key) ? -link : Versions.NONE;
    }

    int root() {
        return ints.getAcquire(ROOT);
    }

    /**
     * The branch of a node that a key takes, if it shares the bytes that are skipped: {@link #END} when it ends at the node's
     * depth or before.
     */
    int branch(int node, Slice key) {
        int depth = depth(node);
        return depth < key.length() ? key.array()[key.offset() + depth] & 0xff : END;
    }

    /** The link at a branch of a node. */
    int child(int node, int branch) {
        int place = slot(node, branch);
        return place == NONE ? NONE : ints.getAcquire(place);
    }

    /** The place of the link at a branch of a node; {@link #NONE} when there is no such place. */
    private int slot(int node, int branch) {
        if (branch == END) {
            return node + KEY_HERE;
        }
        int header = ints.getAcquire(node + HEADER);
        int capacity = header >>> COUNT_BITS;
        if (capacity == FULL) {
            return node + CHILDREN + branch;
        }
        int at = indexInList(node, header & COUNT_MASK, branch);
        return at < 0 ? NONE : node + CHILDREN + (capacity >>> 2) + at;
    }

    /** Four bytes at a time: a byte of the word is zero where the list has the wanted one; the lowest such is exact. */
    private int indexInList(int node, int count, int branch) {
        int wanted = branch * 0x01010101;
        for (int at = 0; at < count; at += 4) {
            int word = ints.get(node + CHILDREN + (at >>> 2)) ^ wanted;
            int zeros = word - 0x01010101 & ~word & 0x80808080;
            if (zeros != 0) {
                int index = at + (Integer.numberOfTrailingZeros(zeros) >>> 3);
                return index < count ? index : -1;
            }
        }
        return -1;
    }

    /** The first branch after this one that has something; {@link #FULL} when there is none. */
    int branchAfter(int node, int branch) {
        int header = ints.getAcquire(node + HEADER);
        int next = FULL;
        if (header >>> COUNT_BITS == FULL) {
            for (next = branch + 1; next < FULL && ints.get(node + CHILDREN + next) == NONE; ) {
                next++;
            }
            return next;
        }
        for (int at = 0; at < (header & COUNT_MASK); at++) {
            int candidate = byteInList(node, at);
            next = candidate > branch && candidate < next ? candidate : next;
        }
        return next;
    }

    /** The last branch before this one that has something; less than {@link #END} when there is none. */
    int branchBefore(int node, int branch) {
        int header = ints.getAcquire(node + HEADER);
        int previous = END;
        if (header >>> COUNT_BITS == FULL) {
            for (previous = branch - 1; previous > END && ints.get(node + CHILDREN + previous) == NONE; ) {
                previous--;
            }
        } else {
            for (int at = 0; at < (header & COUNT_MASK); at++) {
                int candidate = byteInList(node, at);
                previous = candidate < branch && candidate > previous ? candidate : previous;
            }
        }
        return previous > END || branch > END && ints.get(node + KEY_HERE) != NONE ? previous : END - 1;
    }

    /** The first branch that has something. */
    int firstBranch(int node) {
        return ints.get(node + KEY_HERE) != NONE ? END : branchAfter(node, END);
    }

    /**
     * Reads something of all that is right below a node. These places are far from one another, and none depends on the
     * others: the processor waits for them together, where a walk from one to the next would wait for each.
     *
     * @return a number that depends on everything read
     */
    int fetchBelow(int node) {
        int header = ints.getAcquire(node + HEADER);
        int capacity = header >>> COUNT_BITS;
        int places = capacity == FULL ? FULL : header & COUNT_MASK;
        int first = node + CHILDREN + (capacity == FULL ? 0 : capacity >>> 2);
        int read = 0;
        for (int i = 0; i < places; i++) {
            read += ints.get(Math.abs(ints.getAcquire(first + i)));
        }
        for (int i = 0; i < places; i++) {
            int link = ints.getAcquire(first + i);
            read += link < 0 ? versions.fetch(-link) : 0;
        }
        return read;
    }

    private int byteInList(int node, int at) {
        return ints.get(node + CHILDREN + (at >>> 2)) >>> 8 * (at & 3) & 0xff;
    }

    int depth(int node) {
        return ints.get(node + DEPTH);
    }

    /**
     * How far a key goes with what is below a link: with the one key there, or with the bytes that all keys there share.
     *
     * @param from so many bytes are known to be the same
     * @return the number of bytes in common
     */
    int common(int link, Slice key, int from) {
        boolean isVersion = link < 0;
        int shared = isVersion ? versions.keyLength(-link) : depth(link);
        if (shared <= from) {
            return shared;
        }
        byte[] other = bytes.chunk(isVersion ? versions.chunk(-link) : ints.get(link + KEY_CHUNK));
        int offset = isVersion ? versions.keyOffset(-link) : ints.get(link + KEY_OFFSET);
        int end = key.offset() + key.length();
        int differing = Arrays.mismatch(key.array(), key.offset() + from, end, other, offset + from, offset + shared);
        return differing < 0 ? shared : from + differing;
    }

    /** As {@link #common}, but -1 when the key is the one there, or goes with all the shared bytes. */
    int mismatch(int link, Slice key) {
        int common = common(link, key, 0);
        return isThrough(link, key, common) ? -1 : common;
    }

    private boolean isThrough(int link, Slice key, int common) {
        return link > 0 ? common == depth(link) : common == key.length() && common == versions.keyLength(-link);
    }

    /** A byte that all keys below a link share, or {@link #END} where the one key below it ends. */
    int byteBelow(int link, int at) {
        if (link > 0) {
            return bytes.chunk(ints.get(link + KEY_CHUNK))[ints.get(link + KEY_OFFSET) + at] & 0xff;
        }
        return at == versions.keyLength(-link)
                ? END
                : bytes.chunk(versions.chunk(-link))[versions.keyOffset(-link) + at] & 0xff;
    }

    // ---- the writer ----

    /**
     * Walks down as far as the key goes with what is there. The bytes that a node skips are compared on the way, with those
     * of the node's own key: near the root, which is where bytes are skipped, that key is in a cache.
     *
     * @param version of the key, added but not reachable yet, newer than all that are
     */
    void insert(Slice key, int version) {
        int slot = ROOT;
        int known = 0;
        int link = ints.get(slot);
        while (link > 0) {
            int common = common(link, key, known);
            if (!isThrough(link, key, common)) {
                split(slot, common, key, version);
                return;
            }
            int branch = branch(link, key);
            int next = slot(link, branch);
            if (next == NONE || ints.get(next) == NONE) {
                addBranch(slot, link, branch, -version);
                return;
            }
            known = branch == END ? common : common + 1;
            slot = next;
            link = ints.get(slot);
        }
        if (link == NONE) {
            ints.setRelease(slot, -version);
            return;
        }
        int common = common(link, key, known);
        if (isThrough(link, key, common)) {
            ints.setRelease(slot, -versions.above(-link, version));
        } else {
            split(slot, common, key, version);
        }
    }

    /** Puts a node in the middle of an edge, which branches to what was below and to a new key. */
    private void split(int slot, int depth, Slice key, int version) {
        int below = ints.get(slot);
        int node = allocate(SMALLEST_LIST);
        ints.set(node + DEPTH, depth);
        ints.set(node + KEY_CHUNK, versions.chunk(version));
        ints.set(node + KEY_OFFSET, versions.keyOffset(version));
        append(node, byteBelow(below, depth), below);
        append(node, branch(node, key), -version);
        ints.setRelease(slot, node);
    }

    private int allocate(int capacity) {
        int node = ints.allocate(CHILDREN + capacity + (capacity == FULL ? 0 : capacity >>> 2));
        ints.set(node + HEADER, capacity << COUNT_BITS);
        return node;
    }

    private void addBranch(int slot, int node, int branch, int link) {
        int header = ints.get(node + HEADER);
        int capacity = header >>> COUNT_BITS;
        if (branch == END || capacity == FULL || (header & COUNT_MASK) < capacity) {
            append(node, branch, link);
        } else {
            int larger = enlarged(node, capacity);
            append(larger, branch, link);
            ints.setRelease(slot, larger);
        }
    }

    /** Requires: there is room. */
    private void append(int node, int branch, int link) {
        int header = ints.get(node + HEADER);
        int capacity = header >>> COUNT_BITS;
        if (branch == END) {
            ints.setRelease(node + KEY_HERE, link);
        } else if (capacity == FULL) {
            ints.setRelease(node + CHILDREN + branch, link);
        } else {
            int at = header & COUNT_MASK;
            int word = node + CHILDREN + (at >>> 2);
            ints.set(word, ints.get(word) | branch << 8 * (at & 3));
            ints.set(node + CHILDREN + (capacity >>> 2) + at, link);
            ints.setRelease(node + HEADER, header + 1);
        }
    }

    private int enlarged(int node, int capacity) {
        int larger = allocate(capacity == LARGEST_LIST ? FULL : 2 * capacity);
        for (int field = DEPTH; field <= KEY_HERE; field++) {
            ints.set(larger + field, ints.get(node + field));
        }
        for (int at = 0; at < capacity; at++) {
            append(larger, byteInList(node, at), ints.get(node + CHILDREN + (capacity >>> 2) + at));
        }
        return larger;
    }
}
