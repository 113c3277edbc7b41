package dev.dolmen.sstable.block;

import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import dev.dolmen.sstable.lz4.Lz4Encoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary of another table that a table has been given together with values.
 *
 * <p>It was made from rows of a time long gone, perhaps, and would be handed on for ever. So now and then a block is encoded
 * once more, with nothing but the block before that was so looked at for a dictionary. When that does clearly better several
 * times in a row, the old one is <i>outworn</i>. Not thread-safe.
 */
final class CarriedDictionary {

    /** One of so many blocks is tried. */
    private static final int TRIAL_EVERY = 256;

    /** So many of the first blocks are worth more trials. */
    private static final int FIRST_BLOCKS = 64;

    private static final int TRIAL_EVERY_AT_FIRST = 16;

    /** How many trials in a row it has to lose. */
    private static final int LOST_TRIALS = 3;

    private final Lz4Dictionary dictionary;
    private final int number;
    private @Nullable Lz4Encoder encoder;
    private int blocks;
    private long rawBytes;
    private long storedBytes;
    private int lost;
    private @Nullable Lz4Dictionary rival;

    /** @param number in the table that it is handed on to */
    CarriedDictionary(Lz4Dictionary dictionary, int number) {
        this.dictionary = dictionary;
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Whether it is the other one, or another copy of it. */
    boolean isSame(Lz4Dictionary other) {
        return Arrays.equals(dictionary.bytes(), 0, dictionary.length(), other.bytes(), 0, other.length());
    }

    Lz4Encoder encoder() {
        Lz4Encoder made = encoder;
        if (made == null) {
            made = new Lz4Encoder(dictionary);
            encoder = made;
        }
        return made;
    }

    boolean isOutworn() {
        return lost >= LOST_TRIALS;
    }

    /**
     * Notes a block, and returns whether it is to be tried.
     *
     * @param blockBytes its values' length
     * @param blockStored what they take
     */
    boolean isDueForTrial(long blockBytes, int blockStored) {
        rawBytes += blockBytes;
        storedBytes += blockStored;
        int every = blocks < FIRST_BLOCKS ? TRIAL_EVERY_AT_FIRST : TRIAL_EVERY;
        return blocks++ % every == 0;
    }

    /** The length of all values that were noted. */
    long rawBytes() {
        return rawBytes;
    }

    /** What they take. */
    long storedBytes() {
        return storedBytes;
    }

    /**
     * @param values of a block, one after the other
     * @param ends where each ends
     * @param storedBytes what they take with this dictionary
     */
    void trial(Bytes values, int[] ends, int count, int storedBytes) {
        Lz4Dictionary against = rival;
        if (against != null) {
            // Worse by an eighth of the raw length.
            boolean isWorse = storedBytes - values.length() / 8 > encodedBytes(against, values, ends, count);
            lost = isWorse ? lost + 1 : 0;
        }
        rival = new Lz4Dictionary(values.array(), 0, Math.min(values.length(), Lz4Dictionary.MOST_BYTES));
    }

    /** What the values of a block take with a dictionary. */
    static int encodedBytes(Lz4Dictionary dictionary, Bytes values, int[] ends, int count) {
        Lz4Encoder encoder = new Lz4Encoder(dictionary);
        Bytes encoded = new Bytes();
        int start = 0;
        for (int i = 0; i < count; i++) {
            Lz4Values.encodeValue(encoder, values.array(), start, ends[i] - start, encoded);
            start = ends[i];
        }
        return encoded.length();
    }
}
