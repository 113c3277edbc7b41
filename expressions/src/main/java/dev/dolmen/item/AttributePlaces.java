package dev.dolmen.item;

/**
 * Where in their items attributes were found, for items that probably have them in the same places: those of a page, say.
 *
 * <p>No more than a guess: who looks there compares the name, and searches if it is another. Thread-safe: threads that look at
 * the same items may undo each other's notes, and then search.
 */
public final class AttributePlaces {

    /** So many names are told apart, by their hashes; a byte each. */
    private static final int NAMES = Long.BYTES;

    private static final int MOST = 0xff;

    private long places;

    /** Knows nothing yet. */
    public AttributePlaces() {}

    /** The place that an attribute may have, from 0. */
    int guess(String name) {
        return (int) (places >>> shift(name)) & MOST;
    }

    /** An attribute was found, in a place that was not the one guessed. */
    void note(String name, int place) {
        int shift = shift(name);
        if (place <= MOST) {
            places = places & ~((long) MOST << shift) | (long) place << shift;
        }
    }

    private static int shift(String name) {
        int hash = name.hashCode();
        return (hash ^ hash >>> 4) & NAMES - 1 << 3;
    }
}
