package dev.dolmen.item;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * In which order the names of a map are written, and as which bytes: in that of their UTF-8.
 *
 * <p>Most items of a table have the same names as others, given in the same order; sorting and encoding the names of ten
 * attributes takes as long as everything else about an item. So the orders met last are remembered, a bounded number of them,
 * those of few and short names, each when it is met for the second time. Immutable; what is remembered is shared by all
 * threads without a lock, and one that misses what another has just written makes its own.
 */
final class NameOrder {

    /** A power of two. With the bounds below, all of them take about a megabyte at the very most. */
    private static final int REMEMBERED = 256;

    private static final int MOST_NAMES = 32;
    private static final int MOST_BYTES = 1024;

    /** So many are sorted quicker by putting one after the other in its place. */
    private static final int FEW = 16;

    private static final @Nullable NameOrder[] ORDERS = new @Nullable NameOrder[REMEMBERED];

    /** The hashes that were met last, each in the place of its order. */
    private static final int[] MET = new int[REMEMBERED];

    private final String[] names;

    /** Of the names as they were given, from the one that is written first to the last. */
    private final int[] indexes;

    /** Each with its length in front, in the order they are written. */
    private final byte[] encoded;

    private final int[] ends;
    private final int bytes;

    private NameOrder(String[] names) {
        this.names = names;
        this.indexes = sorted(names);
        this.ends = new int[names.length];
        ByteBuilder out = new ByteBuilder(16 * names.length);
        int sum = 0;
        for (int i = 0; i < ends.length; i++) {
            byte[] name = Utf8.encode(names[indexes[i]]);
            sum += name.length;
            append(name, out);
            ends[i] = out.length();
        }
        this.encoded = out.array();
        this.bytes = sum;
    }

    /**
     * The order of these names.
     *
     * @param names all different; nobody changes the array any more
     * @param hash of the names in the order they are given
     */
    static NameOrder of(String[] names, int hash) {
        int place = (hash ^ hash >>> 16) & REMEMBERED - 1;
        NameOrder remembered = ORDERS[place];
        if (remembered != null && remembered.isOf(names)) {
            return remembered;
        }
        NameOrder order = new NameOrder(names);
        if (MET[place] != hash) {
            MET[place] = hash;
        } else if (names.length <= MOST_NAMES && order.bytes <= MOST_BYTES) {
            ORDERS[place] = order;
        }
        return order;
    }

    private boolean isOf(String[] others) {
        if (others.length != names.length) {
            return false;
        }
        for (int i = 0; i < others.length; i++) {
            // The same objects most often: names are written in programs, not read from anywhere.
            if (names[i] != others[i] && !names[i].equals(others[i])) {
                return false;
            }
        }
        return true;
    }

    private static int[] sorted(String[] names) {
        boolean ascii = true;
        for (String name : names) {
            ascii = ascii && Utf8.isAscii(name);
        }
        // Java orders text as UTF-8 does but for characters that are surrogate pairs.
        Comparator<String> order = ascii ? Comparator.naturalOrder() : Utf8::compare;
        return names.length <= FEW ? sortedFew(names, order) : sortedMany(names, order);
    }

    private static int[] sortedFew(String[] names, Comparator<String> order) {
        int[] indexes = new int[names.length];
        for (int i = 1; i < names.length; i++) {
            int place = i;
            for (; place > 0 && order.compare(names[indexes[place - 1]], names[i]) > 0; place--) {
                indexes[place] = indexes[place - 1];
            }
            indexes[place] = i;
        }
        return indexes;
    }

    private static int[] sortedMany(String[] names, Comparator<String> order) {
        Integer[] indexes = new Integer[names.length];
        Arrays.setAll(indexes, i -> i);
        Arrays.sort(indexes, Comparator.comparing(i -> names[i], order));
        return Arrays.stream(indexes).mapToInt(i -> i).toArray();
    }

    /** Writes a name, its length in front. */
    static void append(byte[] name, ByteBuilder out) {
        int rest = name.length;
        while (rest >= 0x80) {
            out.append(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.append(rest).append(name);
    }

    /** Which of the names as they were given is written at a position. */
    int index(int position) {
        return indexes[position];
    }

    /** Writes the name at a position, its length in front. */
    void write(int position, ByteBuilder out) {
        int start = position == 0 ? 0 : ends[position - 1];
        out.append(encoded, start, ends[position] - start);
    }

    /** The size of all names by DynamoDB's rules: see {@link ItemSize}. */
    int sizeBytes() {
        return bytes;
    }
}
