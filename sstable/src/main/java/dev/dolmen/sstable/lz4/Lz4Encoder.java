package dev.dolmen.sstable.lz4;

import dev.dolmen.sstable.bytes.Words;
import java.util.Arrays;

/**
 * Encodes runs in the LZ4 block format, each by itself, with one dictionary. Deterministic: the same bytes give the same
 * bytes on every machine, which golden files hold us to. Not thread-safe.
 *
 * <p>Two tables say where the same eight bytes were last seen: one of the dictionary, made once, and one of the run itself,
 * for long runs only. The latter is not cleared for each run; its places count on from run to run instead, and those before
 * the run's first are not its own.
 */
public final class Lz4Encoder {

    /** What {@link #encode} returns when the result would not be shorter than allowed. */
    public static final int DOES_NOT_PAY = -1;

    private static final int MIN_MATCH = 4;
    private static final int MOST_OFFSET = (1 << 16) - 1;

    /** The format's rule: the last five bytes are literals, and no match starts in the last twelve. */
    private static final int LAST_LITERALS = 5;

    private static final int LAST_MATCH_START = 12;

    /** No place in {@link #ownPlaces}. */
    private static final int ABSENT = -1;

    private static final int LONG_RUN = 15;
    private static final int MORE = 255;

    /**
     * The search looks at every fourth place at first, and at fewer after every so many misses (as a power of two). It meets
     * any match of {@link #LEAST_MATCH} bytes then, in the middle if not at its start, and extends it backwards.
     */
    private static final int FIRST_STEP = 4;

    /**
     * A shorter match than this would be stored as literals: it saves seven bytes at most, and costs the decoder as much time
     * as a long one.
     */
    private static final int LEAST_MATCH = 11;

    /**
     * A run up to this length is looked for in the dictionary only. What it repeats of itself is little beside that, and to
     * remember where it was costs as much as the search.
     */
    private static final int SHORT_RUN = 512;

    private static final int SKIP_BITS = 4;

    /** Literals of up to this length are copied by two moves. */
    private static final int SHORT_LITERALS = 2 * Long.BYTES;

    private final Lz4Dictionary dictionary;
    private final char[] dictionaryPlaces;
    private final int[] ownPlaces = new int[1 << Lz4Dictionary.HASH_BITS];
    /** One more than the place that the current run's first byte has in {@link #ownPlaces}. */
    private int first = 1;

    public Lz4Encoder(Lz4Dictionary dictionary) {
        this.dictionary = dictionary;
        this.dictionaryPlaces = dictionary.places();
    }

    public Lz4Dictionary dictionary() {
        return dictionary;
    }

    /** The room that a run needs in the target of {@link #encode}, however it turns out. */
    public static int mostBytes(int length) {
        return length + length / MORE + 32;
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
        byte[] model = dictionary.bytes();
        int out = at;
        int literals = from;
        int end = from + length;
        int position = from;
        int misses = 0;
        while (position <= end - LAST_MATCH_START) {
            long here = Words.getLong(source, position);
            int hash = Lz4Dictionary.hash(here);
            int own = ABSENT;
            if (length > SHORT_RUN) {
                own = ownPlaces[hash] - first;
                ownPlaces[hash] = first + position - from;
            }
            int place = dictionaryPlaces[hash];
            int offset = 0;
            int matched = 0;
            int before = 0;
            if (own >= 0 && position - from - own <= MOST_OFFSET && here == Words.getLong(source, from + own)) {
                offset = position - from - own;
                matched = common(source, from + own, source, position, end - LAST_LITERALS - position);
                before = commonBefore(source, from, from + own, source, literals, position);
            } else if (position - from < MOST_OFFSET
                    && here == Words.getLong(model, place)
                    && dictionary.length() - place + position - from <= MOST_OFFSET) {
                offset = dictionary.length() - place + position - from;
                int limit = Math.min(dictionary.length() - place, end - LAST_LITERALS - position);
                matched = common(model, place, source, position, limit);
                before = commonBefore(model, 0, place, source, literals, position);
            }
            if (matched + before < LEAST_MATCH) {
                position += FIRST_STEP + (misses++ >>> SKIP_BITS);
                continue;
            }
            misses = 0;
            out = addSequence(source, literals, position - before - literals, offset, matched + before, to, out);
            position += matched;
            literals = position;
        }
        out = addLastLiterals(source, literals, end - literals, to, out);
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

    /** How many bytes before the two places are the same, down to the two starts. */
    private static int commonBefore(byte[] a, int aStart, int aPlace, byte[] b, int bStart, int bPlace) {
        int most = Math.min(aPlace - aStart, bPlace - bStart);
        int i = 0;
        while (most - i >= Long.BYTES) {
            long difference = Words.getLong(a, aPlace - i - Long.BYTES) ^ Words.getLong(b, bPlace - i - Long.BYTES);
            if (difference != 0) {
                return i + Long.numberOfLeadingZeros(difference) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        while (i < most && a[aPlace - i - 1] == b[bPlace - i - 1]) {
            i++;
        }
        return i;
    }

    private static int addSequence(
            byte[] source, int start, int literals, int offset, int matched, byte[] target, int at) {
        int rest = matched - MIN_MATCH;
        target[at] = (byte) (Math.min(literals, LONG_RUN) << 4 | Math.min(rest, LONG_RUN));
        int out = addLiterals(source, start, literals, target, addRest(literals, target, at + 1));
        target[out] = (byte) offset;
        target[out + 1] = (byte) (offset >>> Byte.SIZE);
        return addRest(rest, target, out + 2);
    }

    private static int addLastLiterals(byte[] source, int start, int literals, byte[] target, int at) {
        target[at] = (byte) (Math.min(literals, LONG_RUN) << 4);
        return addLiterals(source, start, literals, target, addRest(literals, target, at + 1));
    }

    private static int addRest(int length, byte[] target, int at) {
        int out = at;
        if (length >= LONG_RUN) {
            int rest = length - LONG_RUN;
            for (; rest >= MORE; rest -= MORE) {
                target[out++] = (byte) MORE;
            }
            target[out++] = (byte) rest;
        }
        return out;
    }

    private static int addLiterals(byte[] source, int start, int count, byte[] target, int at) {
        if (count <= SHORT_LITERALS && source.length - start >= SHORT_LITERALS) {
            // The target has room for more than the result.
            Words.setLong(target, at, Words.getLong(source, start));
            Words.setLong(target, at + Long.BYTES, Words.getLong(source, start + Long.BYTES));
        } else {
            System.arraycopy(source, start, target, at, count);
        }
        return at + count;
    }
}
