package dev.dolmen.lsm.recovery;

import java.util.Arrays;

/** A number for each key of a few that come again and again: a hash table that makes nothing for a key it has. */
final class LatestByKey {

    private static final int FEWEST = 64;

    private byte[][] keys = new byte[FEWEST][];
    private int[] numbers = new int[FEWEST];
    private int size;
    private long heapBytes;

    /**
     * Gives a key a number, unless it has one.
     *
     * @return the number that it has had before; -1 for none
     */
    int put(byte[] array, int offset, int length, int number) {
        int slot = slot(array, offset, length);
        if (keys[slot] != null) {
            return numbers[slot];
        }
        keys[slot] = Arrays.copyOfRange(array, offset, offset + length);
        numbers[slot] = number;
        heapBytes += length;
        if (++size > keys.length / 2) {
            grow();
        }
        return -1;
    }

    private int slot(byte[] array, int offset, int length) {
        int slot = hash(array, offset, length) & keys.length - 1;
        while (keys[slot] != null && !Arrays.equals(keys[slot], 0, keys[slot].length, array, offset, offset + length)) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    /** Of the ends of the key: what it has in common with its neighbours comes before. */
    private static int hash(byte[] array, int offset, int length) {
        int tail = Math.max(0, length - Long.BYTES);
        long hash = LoggedOperation.word(array, offset, length)
                + 31 * LoggedOperation.word(array, offset + tail, length - tail);
        hash *= 0x9E37_79B9_7F4A_7C15L;
        return (int) (hash >>> Integer.SIZE);
    }

    private void grow() {
        byte[][] before = keys;
        int[] numbersBefore = numbers;
        keys = new byte[2 * before.length][];
        numbers = new int[2 * before.length];
        for (int i = 0; i < before.length; i++) {
            byte[] key = before[i];
            if (key != null) {
                int slot = slot(key, 0, key.length);
                keys[slot] = key;
                numbers[slot] = numbersBefore[i];
            }
        }
    }

    /** About what all this takes. */
    long heapBytes() {
        return heapBytes + 12L * keys.length + 16L * size;
    }
}
