package dev.dolmen.sstable.lz4;

import dev.dolmen.sstable.bytes.Words;

/**
 * Chooses from a sample what is worth having in a dictionary. Deterministic.
 *
 * <p>The end of the dictionary is the end of the sample as it is, so that there are some whole values: what is the same in
 * every one, in the same order, is then a few long matches. Before that come short pieces from all over the sample, those
 * whose eight-byte runs are seen most often in it and are not in the dictionary yet. The sample is looked through part by
 * part, as many pieces from each, which is nearly as good as looking for the best piece in all of it every time. After "Effective
 * Construction of Relative Lempel-Ziv Dictionaries" (Liao, Petri, Moffat, Wirth; WWW 2016), as zstd's trainer does too.
 */
public final class DictionaryTrainer {

    /** A sample of this length is good enough: more would hardly make the dictionary better. */
    public static final int SAMPLE_BYTES = 1 << 17;

    /** The end of the sample that is taken as it is. */
    private static final int WHOLE_BYTES = 1 << 12;

    private static final int PIECE_BYTES = 96;
    private static final int RUN_BYTES = Long.BYTES;
    private static final int PARTS = 64;
    private static final int HASH_BITS = 16;
    private static final long HASH_FACTOR = 0x9e3779b97f4a7c15L; // 2^64 divided by the golden ratio

    private final byte[] sample;
    private final int length;
    /** By place: the hash of the eight bytes there. */
    private final char[] hashes;
    /** By hash: how often it was seen after the first time; zero for what is in the dictionary. */
    private final int[] repeats = new int[1 << HASH_BITS];

    private final byte[] chosen = new byte[Lz4Dictionary.MOST_BYTES];
    private int chosenLength;

    private DictionaryTrainer(byte[] sample, int length) {
        this.sample = sample;
        this.length = length;
        this.hashes = new char[length - RUN_BYTES + 1];
    }

    /**
     * Makes a dictionary, of full length where the sample has so much to offer.
     *
     * @param sample values, one after the other
     */
    public static Lz4Dictionary train(byte[] sample, int length) {
        if (length <= Lz4Dictionary.MOST_BYTES) {
            return new Lz4Dictionary(sample, 0, length);
        }
        return new DictionaryTrainer(sample, length).choose();
    }

    private Lz4Dictionary choose() {
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = (char) (Words.getLong(sample, i) * HASH_FACTOR >>> (Long.SIZE - HASH_BITS));
            repeats[hashes[i]]++;
        }
        for (int i = 0; i < repeats.length; i++) {
            repeats[i] = Math.max(0, repeats[i] - 1);
        }
        int whole = length - WHOLE_BYTES;
        forget(whole, WHOLE_BYTES);
        int pieces = (Lz4Dictionary.MOST_BYTES - WHOLE_BYTES) / PIECE_BYTES;
        for (int part = 0; part < PARTS; part++) {
            int start = (int) ((long) whole * part / PARTS);
            int end = (int) ((long) whole * (part + 1) / PARTS);
            choose(start, end, pieces * (part + 1) / PARTS);
        }
        System.arraycopy(sample, whole, chosen, chosenLength, WHOLE_BYTES);
        return new Lz4Dictionary(chosen, 0, chosenLength + WHOLE_BYTES);
    }

    /** Takes the best pieces of a part, until there are so many in all. */
    private void choose(int start, int end, int most) {
        while (chosenLength < most * PIECE_BYTES) {
            int best = best(start, end);
            if (best < 0) {
                return;
            }
            System.arraycopy(sample, best, chosen, chosenLength, PIECE_BYTES);
            chosenLength += PIECE_BYTES;
            forget(best, PIECE_BYTES);
        }
    }

    /** Where the piece begins that has most of what is seen often; -1 when no piece has any of it. */
    private int best(int start, int end) {
        int runs = PIECE_BYTES - RUN_BYTES + 1;
        int best = -1;
        long most = 0;
        long score = 0;
        for (int i = start; i + RUN_BYTES <= end; i++) {
            score += repeats[hashes[i]];
            int first = i - runs + 1;
            if (first >= start) {
                if (score > most) {
                    most = score;
                    best = first;
                }
                score -= repeats[hashes[first]];
            }
        }
        return best;
    }

    private void forget(int start, int count) {
        for (int i = start; i + RUN_BYTES <= start + count; i++) {
            repeats[hashes[i]] = 0;
        }
    }
}
