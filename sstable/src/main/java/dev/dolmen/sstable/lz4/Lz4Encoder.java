package dev.dolmen.sstable.lz4;

import dev.dolmen.sstable.bytes.Words;
import java.util.Arrays;

/**
 * Encodes runs in the LZ4 block format, each by itself, with one dictionary. Deterministic: the same bytes give the same
 * bytes on every machine, which golden files hold us to. Not thread-safe.
 *
 * <p>Two tables say where four bytes were last seen: one of the dictionary, made once, and one of the run itself. The
 * latter is not cleared for each run; its places count on from run to run instead, and those before the run's first are
 * not its own.
 */
public final class Lz4Encoder {

    /** What {@link #encode} returns when the result would not be shorter than allowed. */
    public static final int DOES_NOT_PAY = -1;

    private static final int MIN_MATCH = 4;
    private static final int MOST_OFFSET = (1 << 16) - 1;

    /** The format's rule: the last five bytes are literals, and no match starts in the last twelve. */
    private static final int LAST_LITERALS = 5;

    private static final int LAST_MATCH_START = 12;

    private static final int LONG_RUN = 15;
    private static final int MORE = 255;

    /** After this many misses (as a power of two) the search steps a byte further each time. */
    private static final int SKIP_BITS = 5;

    private final Lz4Dictionary dictionary;
    private final int[] dictionaryPlaces;
    private final int[] ownPlaces = new int[1 << Lz4Dictionary.HASH_BITS];
    /** One more than the place that the current run's first byte has in {@link #ownPlaces}. */
    private int first = 1;

    private byte[] target = new byte[0];
    private int out;

    public Lz4Encoder(Lz4Dictionary dictionary) {
        this.dictionary = dictionary;
        this.dictionaryPlaces = dictionary.places();
    }

    public Lz4Dictionary dictionary() {
        return dictionary;
    }

    /** The room that a run needs in the target of {@link #encode}, however it turns out. */
    public static int mostBytes(int length) {
        return length + length / MORE + 16;
    }

    /**
     * Encodes {@code source[from, from + length)}.
     *
     * @param to where the result goes; requires: {@link #mostBytes} of room after {@code at}
     * @param most how long the result may be
     * @return its length, or {@link #DOES_NOT_PAY}
     */
    public int encode(byte[] source, int from, int length, byte[] to, int at, int most) {
        if (first > Integer.MAX_VALUE - length - 1) {
            Arrays.fill(ownPlaces, 0);
            first = 1;
        }
        target = to;
        out = at;
        int literals = from;
        int end = from + length;
        int position = from;
        int misses = 0;
        while (position <= end - LAST_MATCH_START) {
            int four = Words.getInt(source, position);
            int hash = Lz4Dictionary.hash(four);
            int own = ownPlaces[hash] - first;
            ownPlaces[hash] = first + position - from;
            int offset = 0;
            int matched = 0;
            if (own >= 0 && position - from - own <= MOST_OFFSET && Words.getInt(source, from + own) == four) {
                offset = position - from - own;
                matched = common(source, from + own, source, position, end - LAST_LITERALS - position);
            } else {
                int place = dictionaryPlaces[hash] - 1;
                int back = dictionary.length() - place + position - from;
                if (place >= 0 && back <= MOST_OFFSET && Words.getInt(dictionary.bytes(), place) == four) {
                    offset = back;
                    int limit = Math.min(dictionary.length() - place, end - LAST_LITERALS - position);
                    matched = common(dictionary.bytes(), place, source, position, limit);
                }
            }
            if (matched < MIN_MATCH) {
                position += 1 + (misses++ >>> SKIP_BITS);
                continue;
            }
            misses = 0;
            int before = matchedBefore(source, from, literals, position, offset);
            addSequence(source, literals, position - before - literals, offset, matched + before);
            position += matched;
            literals = position;
        }
        addLastLiterals(source, literals, end - literals);
        first += length;
        return out - at <= most ? out - at : DOES_NOT_PAY;
    }

    private static int common(byte[] a, int aStart, byte[] b, int bStart, int limit) {
        int i = 0;
        while (limit - i >= Long.BYTES) {
            long difference = Words.getLong(a, aStart + i) ^ Words.getLong(b, bStart + i);
            if (difference != 0) {
                return i + Long.numberOfTrailingZeros(difference) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        while (i < limit && a[aStart + i] == b[bStart + i]) {
            i++;
        }
        return i;
    }

    /** How many literals before a match belong to it as well. */
    private int matchedBefore(byte[] source, int from, int literals, int position, int offset) {
        int count = 0;
        int earlier = position - offset;
        if (earlier >= from) {
            while (position - count > literals
                    && earlier - count > from
                    && source[position - count - 1] == source[earlier - count - 1]) {
                count++;
            }
        } else {
            int place = dictionary.length() - (from - earlier);
            while (position - count > literals
                    && place - count > 0
                    && source[position - count - 1] == dictionary.bytes()[place - count - 1]) {
                count++;
            }
        }
        return count;
    }

    private void addSequence(byte[] source, int start, int literals, int offset, int matched) {
        int token = out++;
        int rest = matched - MIN_MATCH;
        target[token] = (byte) (Math.min(literals, LONG_RUN) << 4 | Math.min(rest, LONG_RUN));
        addRest(literals);
        addLiterals(source, start, literals);
        target[out++] = (byte) offset;
        target[out++] = (byte) (offset >>> Byte.SIZE);
        addRest(rest);
    }

    private void addLastLiterals(byte[] source, int start, int literals) {
        target[out++] = (byte) (Math.min(literals, LONG_RUN) << 4);
        addRest(literals);
        addLiterals(source, start, literals);
    }

    private void addRest(int length) {
        if (length >= LONG_RUN) {
            int rest = length - LONG_RUN;
            for (; rest >= MORE; rest -= MORE) {
                target[out++] = (byte) MORE;
            }
            target[out++] = (byte) rest;
        }
    }

    private void addLiterals(byte[] source, int start, int count) {
        System.arraycopy(source, start, target, out, count);
        out += count;
    }
}
