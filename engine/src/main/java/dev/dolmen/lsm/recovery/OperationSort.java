package dev.dolmen.lsm.recovery;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Puts operations into the order of their keys, those of one key from the newest to the oldest. All are sorted by the first
 * eight bytes of their keys. Keys that have these in common are read, all of them one after the other, so that the processor
 * can wait for many at once: where the first difference among them lies, the next eight bytes are sorted by, and so on. Only
 * keys that follow one another in the log as they do in order, as those of a partition often do, are not read at all.
 */
final class OperationSort {

    /** So many of a group are fetched together: some hundred kilobytes, which the processor still has when it sorts them. */
    private static final int MOST_FETCHED = 1 << 10;

    private final int[] operations;
    private final int[] positions;
    private final BitSet ascending;
    private final LoggedOperation one;
    private final LoggedOperation another;
    private final WordSort sort = new WordSort();
    /** What was fetched goes here, so that the compiler cannot leave it out. */
    private int fetched;

    /**
     * Of the entries of a log.
     *
     * @param operations the operation of each entry, the older before the newer, but for keys that have no other entry
     * @param positions of all operations in the log
     * @param ascending entries whose key begins with the same word as the one before, and is greater
     */
    OperationSort(LoggedBytes log, int[] operations, int[] positions, BitSet ascending) {
        this.operations = operations;
        this.positions = positions;
        this.ascending = ascending;
        this.one = new LoggedOperation(log);
        this.another = new LoggedOperation(log);
    }

    /**
     * Sorts.
     *
     * @param words the first eight bytes of the key of each entry, which are sorted, too
     * @return the operations in order
     */
    int[] sort(long[] words) {
        int[] entries = new int[words.length];
        for (int entry = 0; entry < entries.length; entry++) {
            entries[entry] = entry;
        }
        sort.sort(words, entries, 0, words.length);
        sortTies(words, 0, entries, 0, words.length, Long.BYTES);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = operations[entries[i]];
        }
        return entries;
    }

    private void moveTo(LoggedOperation operation, int entry) {
        operation.moveTo(positions[operations[entry]]);
    }

    /**
     * Sorts entries further that are sorted by a word.
     *
     * @param words the word of entry {@code from + i} is at {@code wordsFrom + i}
     * @param known so many bytes are the same in all keys with the same word, or the keys end before
     */
    private void sortTies(long[] words, int wordsFrom, int[] entries, int from, int to, int known) {
        int shift = wordsFrom - from;
        for (int start = from; start < to; ) {
            int end = start + 1;
            while (end < to && words[end + shift] == words[start + shift]) {
                end++;
            }
            if (end - start > 1 && !isSorted(entries, start, end)) {
                sortAlike(entries, start, end, known);
            }
            start = end;
        }
    }

    private boolean isSorted(int[] entries, int from, int to) {
        int at = from + 1;
        while (at < to && entries[at] == entries[at - 1] + 1 && ascending.get(entries[at])) {
            at++;
        }
        return at == to;
    }

    /** Reads something of all of these entries, none of which needs any other: the processor waits for many at once. */
    private void fetch(int[] entries, int from, int to) {
        int read = 0;
        for (int i = from; i < to; i++) {
            read += one.fetch(positions[operations[entries[i]]]);
        }
        fetched += read;
    }

    /** Sorts entries whose keys have their first bytes in common. */
    private void sortAlike(int[] entries, int from, int to, int known) {
        if (known == Long.BYTES) {
            fetch(entries, from, Math.min(to, from + MOST_FETCHED));
        }
        moveTo(one, entries[from]);
        int shared = one.keyLength();
        int longest = shared;
        boolean endInWord = shared <= known;
        for (int i = from + 1; i < to; i++) {
            moveTo(another, entries[i]);
            int length = another.keyLength();
            endInWord |= length <= known;
            longest = Math.max(longest, length);
            shared = Math.min(shared, one.sharedWith(another, Math.min(known, shared)));
        }
        if (shared == longest) {
            newestFirst(entries, from, to);
        } else if (endInWord || shared < known) {
            // Zeros that were put behind a key's end look like zeros in a key.
            sortByComparing(entries, from, to);
        } else {
            sortByNextWord(entries, from, to, shared);
        }
    }

    private void sortByNextWord(int[] entries, int from, int to, int shared) {
        long[] words = new long[to - from];
        for (int i = from; i < to; i++) {
            moveTo(one, entries[i]);
            words[i - from] = one.word(shared);
        }
        int[] sorted = Arrays.copyOfRange(entries, from, to);
        sort.sort(words, sorted, 0, to - from);
        System.arraycopy(sorted, 0, entries, from, to - from);
        sortTies(words, 0, entries, from, to, shared + Long.BYTES);
    }

    /** The entries of one key, the older first. */
    private static void newestFirst(int[] entries, int from, int to) {
        for (int low = from, high = to - 1; low < high; low++, high--) {
            int newer = entries[high];
            entries[high] = entries[low];
            entries[low] = newer;
        }
    }

    private void sortByComparing(int[] entries, int from, int to) {
        Integer[] sorted = new Integer[to - from];
        for (int i = from; i < to; i++) {
            sorted[i - from] = entries[i];
        }
        Arrays.sort(sorted, (left, right) -> {
            moveTo(one, left);
            moveTo(another, right);
            int order = one.compareKeyTo(another);
            return order != 0 ? order : Integer.compare(right, left);
        });
        for (int i = from; i < to; i++) {
            entries[i] = sorted[i - from];
        }
    }
}
