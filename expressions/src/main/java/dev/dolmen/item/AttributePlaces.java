package dev.dolmen.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where in their items attributes were found, for items that probably have them in the same places: those that one thread reads.
 *
 * <p>No more than a guess: who looks there compares the name, and searches if it is another. Thread-safe: threads that look at
 * the same items may undo each other's notes, and then search.
 */
public final class AttributePlaces {

    /** What {@link #find} says of an attribute that is not where it was guessed to be. */
    static final long NOT_THERE = -1;

    /** So many names are told apart, by their hashes. */
    private static final int NAMES = 8;

    /** The code of the widest numbers that items of less than 64 KB have in their directories: two bytes. */
    private static final int WIDEST = 1;

    static final int WIDEST_BYTES = 1 << WIDEST;

    /** Names that are longer, with the number that says so, are searched. */
    private static final int LONGEST_HEAD = 64;

    /**
     * After so many wrong guesses one is noted. Where items of several shapes are read by turns, most notes would be wrong for the
     * next one, and cost more than searching.
     */
    static final int PATIENCE = 8;

    /** What directories have at least, their numbers being so wide. */
    private static final int LEAST_BYTES = 3;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Made with the first note. What is in there is immutable, so it may be read while others write. */
    private @Nullable Place @Nullable [] places;

    /** Since the last note; threads may lose each other's. */
    private int wrongGuesses;

    /**
     * A place in the directory, with what the entry there begins with.
     *
     * @param head the name in front of the value, its length first
     * @param word the first eight bytes of the head, zeros behind a shorter one
     * @param mask those bits of the word that are of the head
     */
    private record Place(String name, int index, byte[] head, long word, long mask) {

        static Place of(String name, int index, byte[] array, int start, int nameEnd) {
            byte[] head = Arrays.copyOfRange(array, start, nameEnd);
            long mask = head.length < Long.BYTES ? (1L << Byte.SIZE * head.length) - 1 : -1;
            long word = (long) LONG.get(Arrays.copyOf(head, Math.max(Long.BYTES, head.length)), 0);
            return new Place(name, index, head, word, mask);
        }

        /** Whether the entry from {@code start} to {@code end} has this name. */
        boolean isAt(byte[] array, int start, int end) {
            int length = head.length;
            if (length >= end - start) {
                return false;
            }
            if (start + Long.BYTES > array.length) {
                return Arrays.equals(array, start, start + length, head, 0, length);
            }
            return ((long) LONG.get(array, start) & mask) == word
                    && (length <= Long.BYTES
                            || Arrays.equals(array, start + Long.BYTES, start + length, head, Long.BYTES, length));
        }

        Place movedTo(int otherIndex) {
            return new Place(name, otherIndex, head, word, mask);
        }
    }

    /** Knows nothing yet. */
    public AttributePlaces() {}

    /**
     * Looks for an attribute where those of its name were found.
     *
     * @param offset where the item's directory is, in a container of {@code length} bytes
     * @return where the value begins, its type first, in the upper half, and where it ends in the lower one; or
     *     {@link #NOT_THERE} when it is to be searched, whether or not the item has it
     */
    long find(String name, byte[] array, int offset, int length) {
        @Nullable Place[] known = places;
        Place place = known == null ? null : known[slot(name)];
        if (place == null || !place.name.equals(name)) {
            return NOT_THERE;
        }
        // What is damaged is searched, which tells.
        if (length < LEAST_BYTES || array[offset] < 0 || array[offset] > WIDEST) {
            return NOT_THERE;
        }
        boolean wide = array[offset] == WIDEST;
        int ends = offset + 1;
        int count = number(array, ends, 0, wide);
        int index = place.index;
        int elements = ends + (wide ? 2 * (count + 1) : count + 1);
        if (index >= count || elements > offset + length) {
            return NOT_THERE;
        }
        int start = index == 0 ? elements : elements + number(array, ends, index, wide);
        int end = elements + number(array, ends, index + 1, wide);
        return end <= offset + length && place.isAt(array, start, end)
                ? (long) (start + place.head.length) << Integer.SIZE | end
                : NOT_THERE;
    }

    private static int number(byte[] array, int at, int index, boolean wide) {
        return wide
                ? array[at + 2 * index] & 0xff | (array[at + 2 * index + 1] & 0xff) << Byte.SIZE
                : array[at + index] & 0xff;
    }

    /**
     * An attribute was found, in a place that was not the one guessed, and which is guessed from now on if none was, or many have
     * been wrong.
     *
     * @param start where its entry begins in the array
     * @param nameEnd where the name there ends
     */
    void note(String name, int index, byte[] array, int start, int nameEnd) {
        @Nullable Place[] known = places;
        if (known == null) {
            known = new @Nullable Place[NAMES];
            places = known;
        }
        int slot = slot(name);
        Place before = known[slot];
        if (nameEnd - start > LONGEST_HEAD || before != null && ++wrongGuesses < PATIENCE) {
            return;
        }
        wrongGuesses = 0;
        known[slot] = before != null && before.name.equals(name)
                ? before.movedTo(index)
                : Place.of(name, index, array, start, nameEnd);
    }

    private static int slot(String name) {
        int hash = name.hashCode();
        return (hash ^ hash >>> 4) & NAMES - 1;
    }
}
