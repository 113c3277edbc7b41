package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import java.util.Arrays;

/**
 * Versions on their way into a {@link KeyTrie}, many at a time, and those of neighbouring keys one after the other. What
 * the processor waits for when keys come in random order is the way down the trie: nodes, and keys to compare with, none
 * of which is in a cache. In this order the way down is the same as a moment ago; what is new is the key itself, and as it
 * is known which ones come next, these are fetched in advance.
 *
 * <p>The order is that of two bytes of the key, found by counting; versions with the same bytes, so those of one key too,
 * stay in the order in which they came. Which two bytes is only a matter of speed: the first that the keys in the trie do
 * not have in common.
 */
final class BulkInserts {

    private static final int SMALLEST = 1 << 10;
    private static final int LARGEST = 1 << 18;

    /** To sort fewer costs more than it saves. */
    private static final int LEAST_SORTED = 1 << 12;

    private static final int BUCKETS = 1 << 16;

    /** So many keys are fetched together: the processor waits for them once. */
    private static final int FETCHED = 64;

    private final KeyTrie trie;
    private final Versions versions;
    private int[] added = new int[SMALLEST];
    private char[] buckets = new char[SMALLEST];
    private int count;
    /** The first of the two bytes. */
    private int depth;
    /** What was fetched goes here, so that the compiler cannot leave it out. */
    private int fetched;

    BulkInserts(KeyTrie trie) {
        this.trie = trie;
        this.versions = trie.versions();
    }

    /** @param version of the key, added but not reachable; newer than all of the key's others */
    void add(Slice key, int version) {
        if (count == added.length) {
            makeRoom();
        }
        buckets[count] = (char) (byteAt(key, depth) << Byte.SIZE | byteAt(key, depth + 1));
        added[count++] = version;
    }

    /** The first few go into the trie at once, to find out which bytes of the keys differ. */
    private void makeRoom() {
        if (trie.root() == KeyTrie.NONE || count == LARGEST) {
            insertAll();
        } else {
            added = Arrays.copyOf(added, 4 * count);
            buckets = Arrays.copyOf(buckets, 4 * count);
        }
    }

    private static int byteAt(Slice key, int at) {
        return at < key.length() ? key.array()[key.offset() + at] & 0xff : 0;
    }

    /** Puts all versions into the trie that were added. */
    void insertAll() {
        int[] inOrder = count < LEAST_SORTED ? added : sorted();
        for (int from = 0; from < count; from += FETCHED) {
            int to = Math.min(from + FETCHED, count);
            fetch(inOrder, from, to);
            for (int i = from; i < to; i++) {
                trie.insert(versions.key(inOrder[i]), inOrder[i]);
            }
        }
        count = 0;
        depth = trie.root() > 0 ? trie.depth(trie.root()) : 0;
    }

    private void fetch(int[] inOrder, int from, int to) {
        int read = 0;
        for (int i = from; i < to; i++) {
            read += versions.chunk(inOrder[i]);
        }
        for (int i = from; i < to; i++) {
            read += versions.fetchKey(inOrder[i]);
        }
        fetched += read;
    }

    private int[] sorted() {
        int[] next = new int[BUCKETS + 1];
        for (int i = 0; i < count; i++) {
            next[buckets[i] + 1]++;
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            next[bucket + 1] += next[bucket];
        }
        int[] inOrder = new int[count];
        for (int i = 0; i < count; i++) {
            inOrder[next[buckets[i]]++] = added[i];
        }
        return inOrder;
    }
}
