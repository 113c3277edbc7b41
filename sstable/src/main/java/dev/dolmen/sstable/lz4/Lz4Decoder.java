package dev.dolmen.sstable.lz4;

import dev.dolmen.sstable.bytes.Words;

/**
 * Decodes one run in the LZ4 block format. Copies eight bytes at a time where there is room to write too far, within the
 * target; never outside of it, whatever the source says.
 *
 * <p>A row with a dictionary is a dozen short sequences, nearly all of them a few literals and a match in the dictionary. So
 * there are as few branches as can be where none could be predicted, and where the next sequence starts is known from the
 * token, before anything is copied.
 */
public final class Lz4Decoder {

    /** What {@link #decode} returns for bytes that are not LZ4, or do not give exactly what was asked for. */
    public static final int DAMAGED = -1;

    private static final int MIN_MATCH = 4;
    private static final int LONG_RUN = 15;
    private static final int MORE = 255;
    private static final int OFFSET_BYTES = 2;

    /** What is no longer than this is copied by two moves of eight bytes, whatever its length. */
    private static final int SHORT = 2 * Long.BYTES;

    private Lz4Decoder() {}

    /**
     * Decodes {@code source[from, to)}. What the target holds after the result is undefined afterwards, and all of it after
     * {@code at} where the bytes are damaged.
     *
     * @param at where the result goes
     * @param length what must come out; requires: the target has room for it
     * @return the length, or {@link #DAMAGED}
     */
    public static int decode(
            byte[] source, int from, int to, Lz4Dictionary dictionary, byte[] target, int at, int length) {
        byte[] model = dictionary.bytes();
        // Where the target's first byte would be in the dictionary, if the run followed it.
        int shift = dictionary.length() - at;
        int end = at + length;
        int lastIn = source.length - SHORT;
        int lastOut = target.length - SHORT;
        int in = from;
        int out = at;
        while (in < to) {
            int token = source[in++] & 0xff;
            int literals = token >>> 4;
            if (literals != LONG_RUN && in <= lastIn && out <= lastOut) {
                Words.setLong(target, out, Words.getLong(source, in));
                Words.setLong(target, out + Long.BYTES, Words.getLong(source, in + Long.BYTES));
            } else {
                if (literals == LONG_RUN) {
                    int more;
                    do {
                        if (in >= to || literals > length) {
                            return DAMAGED;
                        }
                        more = source[in++] & 0xff;
                        literals += more;
                    } while (more == MORE);
                }
                if (literals > to - in || literals > end - out) {
                    return DAMAGED;
                }
                System.arraycopy(source, in, target, out, literals);
            }
            in += literals;
            out += literals;
            if (in >= to - OFFSET_BYTES) {
                break;
            }
            int offset = source[in] & 0xff | (source[in + 1] & 0xff) << Byte.SIZE;
            int matched = token & LONG_RUN;
            // One where the length goes on, which is as likely as not.
            int isLong = matched + 1 >>> 4;
            int more = source[in + OFFSET_BYTES] & 0xff & -isLong;
            in += OFFSET_BYTES + isLong;
            matched += MIN_MATCH + more;
            while (more == MORE) {
                if (in >= to || matched > length) {
                    return DAMAGED;
                }
                more = source[in++] & 0xff;
                matched += more;
            }
            int place = shift + out - offset;
            if (offset == 0 || matched > end - out || place < 0) {
                return DAMAGED;
            }
            if (matched <= dictionary.length() - place) {
                System.arraycopy(model, place, target, out, matched);
            } else {
                copyOwn(dictionary, dictionary.length() - place, target, out, offset, matched);
            }
            out += matched;
        }
        return in == to && out == end ? length : DAMAGED;
    }

    /**
     * Copies a match that ends in the run itself.
     *
     * @param before how much of it lies in the dictionary, at its end; not positive when none does
     */
    private static void copyOwn(Lz4Dictionary dictionary, int before, byte[] target, int out, int offset, int length) {
        int i = 0;
        if (before > 0) {
            System.arraycopy(dictionary.bytes(), dictionary.length() - before, target, out, before);
            i = before;
        } else if (offset >= Long.BYTES && target.length - out >= length + Long.BYTES) {
            for (; i < length; i += Long.BYTES) {
                Words.setLong(target, out + i, Words.getLong(target, out - offset + i));
            }
        }
        for (; i < length; i++) {
            target[out + i] = target[out - offset + i];
        }
    }
}
