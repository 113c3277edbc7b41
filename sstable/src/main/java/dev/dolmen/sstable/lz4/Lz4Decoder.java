package dev.dolmen.sstable.lz4;

import dev.dolmen.sstable.bytes.Words;

/**
 * Decodes one run in the LZ4 block format. Copies eight bytes at a time where there is room to write too far, within the
 * target; never outside of it, whatever the source says.
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
     * Decodes {@code source[from, to)} to the start of the target. What the target holds beyond that is undefined afterwards,
     * and all of it where the bytes are damaged.
     *
     * @param length what must come out; requires: the target has room for it
     * @return the length, or {@link #DAMAGED}
     */
    public static int decode(byte[] source, int from, int to, Lz4Dictionary dictionary, byte[] target, int length) {
        int in = from;
        int out = 0;
        while (in < to) {
            int token = source[in++] & 0xff;
            int literals = token >>> 4;
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
            if (literals > to - in || literals > length - out) {
                return DAMAGED;
            }
            if (literals <= SHORT && source.length - in >= SHORT && target.length - out >= SHORT) {
                copyShort(source, in, target, out);
            } else {
                System.arraycopy(source, in, target, out, literals);
            }
            in += literals;
            out += literals;
            if (in == to) {
                break;
            }
            if (to - in < OFFSET_BYTES) {
                return DAMAGED;
            }
            int offset = source[in] & 0xff | (source[in + 1] & 0xff) << Byte.SIZE;
            in += OFFSET_BYTES;
            int matched = token & LONG_RUN;
            if (matched == LONG_RUN) {
                int more;
                do {
                    if (in >= to || matched > length) {
                        return DAMAGED;
                    }
                    more = source[in++] & 0xff;
                    matched += more;
                } while (more == MORE);
            }
            matched += MIN_MATCH;
            if (offset == 0 || matched > length - out || offset > out + dictionary.length()) {
                return DAMAGED;
            }
            copyMatch(dictionary, target, out, offset, matched);
            out += matched;
        }
        return out == length ? out : DAMAGED;
    }

    private static void copyShort(byte[] source, int from, byte[] target, int to) {
        Words.setLong(target, to, Words.getLong(source, from));
        Words.setLong(target, to + Long.BYTES, Words.getLong(source, from + Long.BYTES));
    }

    /** Requires: the match starts in the dictionary or the target, and ends within the target. */
    private static void copyMatch(Lz4Dictionary dictionary, byte[] target, int out, int offset, int length) {
        if (offset > out) {
            copyFromDictionary(dictionary, target, out, offset - out, length);
        } else if (offset >= Long.BYTES && target.length - out >= length + Long.BYTES) {
            for (int i = 0; i < length; i += Long.BYTES) {
                Words.setLong(target, out + i, Words.getLong(target, out - offset + i));
            }
        } else {
            for (int i = 0; i < length; i++) {
                target[out + i] = target[out - offset + i];
            }
        }
    }

    /** @param back how far before the dictionary's end the match starts; it may reach into the target's start */
    private static void copyFromDictionary(Lz4Dictionary dictionary, byte[] target, int out, int back, int length) {
        byte[] bytes = dictionary.bytes();
        int start = dictionary.length() - back;
        int inDictionary = Math.min(length, back);
        if (inDictionary <= 2 * SHORT && target.length - out >= 2 * SHORT) {
            copyShort(bytes, start, target, out);
            if (inDictionary > SHORT) {
                copyShort(bytes, start + SHORT, target, out + SHORT);
            }
        } else {
            System.arraycopy(bytes, start, target, out, inDictionary);
        }
        for (int i = inDictionary; i < length; i++) {
            target[out + i] = target[i - inDictionary];
        }
    }
}
