package dev.dolmen.lsm.recovery;

import java.util.Arrays;

/**
 * Sorts words, unsigned, each with a number that goes with it; equal words stay in the order they came in. Digit by digit,
 * from the lowest to the highest, leaving out the bits that are the same in all words: a few passes that read in order, where
 * comparing would take twenty that do not.
 */
final class WordSort {

    /** Fewer are inserted one by one. */
    private static final int LEAST_BY_DIGITS = 256;

    /** So many places to write to at once are within what a processor keeps at hand. */
    private static final int DIGIT_BITS = 11;

    private static final int DIGITS = 1 << DIGIT_BITS;

    private long[] otherWords = {};
    private int[] otherNumbers = {};

    /** Sorts a part of two arrays. */
    void sort(long[] words, int[] numbers, int from, int to) {
        if (isSorted(words, from, to)) {
            return;
        }
        if (to - from < LEAST_BY_DIGITS) {
            insert(words, numbers, from, to);
            return;
        }
        if (otherWords.length < to - from) {
            otherWords = new long[to - from];
            otherNumbers = new int[to - from];
        }
        long different = different(words, from, to);
        boolean moved = false;
        int[] next = new int[DIGITS];
        for (int shift = 0; different >>> shift != 0; shift += DIGIT_BITS) {
            shift += Long.numberOfTrailingZeros(different >>> shift);
            if (moved) {
                pass(otherWords, otherNumbers, 0, to - from, words, numbers, from, shift, next);
            } else {
                pass(words, numbers, from, to, otherWords, otherNumbers, 0, shift, next);
            }
            moved = !moved;
            if (shift + DIGIT_BITS >= Long.SIZE) {
                break;
            }
        }
        if (moved) {
            System.arraycopy(otherWords, 0, words, from, to - from);
            System.arraycopy(otherNumbers, 0, numbers, from, to - from);
        }
    }

    private static boolean isSorted(long[] words, int from, int to) {
        int at = from + 1;
        while (at < to && Long.compareUnsigned(words[at - 1], words[at]) <= 0) {
            at++;
        }
        return at >= to;
    }

    private static void insert(long[] words, int[] numbers, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long word = words[i];
            int number = numbers[i];
            int at = i;
            while (at > from && Long.compareUnsigned(words[at - 1], word) > 0) {
                words[at] = words[at - 1];
                numbers[at] = numbers[at - 1];
                at--;
            }
            words[at] = word;
            numbers[at] = number;
        }
    }

    /** The bits in which not all words are the same. */
    private static long different(long[] words, int from, int to) {
        long different = 0;
        for (int i = from; i < to; i++) {
            different |= words[i] ^ words[from];
        }
        return different;
    }

    private static void pass(
            long[] words,
            int[] numbers,
            int from,
            int to,
            long[] intoWords,
            int[] intoNumbers,
            int intoFrom,
            int shift,
            int[] next) {
        Arrays.fill(next, 0);
        for (int i = from; i < to; i++) {
            next[(int) (words[i] >>> shift) & DIGITS - 1]++;
        }
        int start = intoFrom;
        for (int b = 0; b < DIGITS; b++) {
            int count = next[b];
            next[b] = start;
            start += count;
        }
        for (int i = from; i < to; i++) {
            long word = words[i];
            int target = next[(int) (word >>> shift) & DIGITS - 1]++;
            intoWords[target] = word;
            intoNumbers[target] = numbers[i];
        }
    }
}
