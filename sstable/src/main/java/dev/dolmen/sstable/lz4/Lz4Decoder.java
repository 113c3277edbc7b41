package dev.dolmen.sstable.lz4;

import dev.dolmen.sstable.bytes.Words;

/**
 * Decodes one run in the LZ4 block format. Never reads or writes outside of the arrays, whatever the source says.
 *
 * <p>A row with a dictionary is some ten short sequences, nearly all of them a few literals and a match in the dictionary. Two
 * things cost time then: branches that cannot be foreseen, some 20 cycles each, and the way from one sequence's token to the
 * next one's. So {@link #decodeCommon} copies 16 bytes for the literals, or 64, and 64 for the match, whatever their length, and
 * leaves to {@link #decodeOne} each sequence that this does not do for: one that is longer, or one that refers to the run
 * itself. It needs room to read and write too far; where there is none, {@link #decodeOne} does it all.
 *
 * <p>A long run refers to itself more often than to the dictionary, and to nothing else once the dictionary is out of reach.
 * {@link #decodeNear} decodes those matches too. It is a method of its own because one more case in each sequence of a short
 * run, which never needs it, would cost a tenth of that run's time (ADR 45).
 */
public final class Lz4Decoder {

    /** What {@link #decode} returns for bytes that are not LZ4, or do not give exactly what was asked for. */
    public static final int DAMAGED = -1;

    /** What is copied of each match, at least. */
    static final int COMMON = 64;

    /** The bytes after the run that the source should have: they are read, but make no difference. */
    public static final int SOURCE_SLACK_BYTES = 80;

    /** The bytes after the result that the target should have: they may be overwritten. */
    public static final int TARGET_SLACK_BYTES = 2 * COMMON;

    private static final int MIN_MATCH = 4;
    private static final int LONG_RUN = 15;
    private static final int MORE = 255;
    private static final int OFFSET_BYTES = 2;

    /** A run from this length on refers to itself about as often as to the dictionary. */
    private static final int LONG_BYTES = 4 << 10;

    /** A place of no sequence: what was read is not LZ4. */
    private static final long NOWHERE = -1;

    private Lz4Decoder() {}

    /**
     * Decodes {@code source[from, to)}. What the target holds after the result is undefined afterwards, and all of it after
     * {@code at} where the bytes are damaged. Quickest where source and target have slack.
     *
     * @param at where the result goes
     * @param length what must come out; requires: the target has room for it
     * @return the length, or {@link #DAMAGED}
     */
    public static int decode(
            byte[] source, int from, int to, Lz4Dictionary dictionary, byte[] target, int at, int length) {
        int end = at + length;
        boolean hasSlack = source.length - to >= SOURCE_SLACK_BYTES && target.length - end >= TARGET_SLACK_BYTES;
        if (length >= LONG_BYTES && source.length - to >= SOURCE_SLACK_BYTES) {
            return decodeLong(source, from, to, dictionary, target, at, end);
        }
        long place = place(from, at);
        while (in(place) < to && place != NOWHERE) {
            if (hasSlack) {
                place = decodeCommon(source, in(place), to, dictionary, target, out(place), at, end);
            }
            if (in(place) < to && place != NOWHERE) {
                place = decodeOne(source, in(place), to, dictionary, target, out(place), at, end);
            }
        }
        return place == place(to, end) ? length : DAMAGED;
    }

    /**
     * Decodes the first sequences of {@code source[from, to)}, until they give as much as is wanted.
     *
     * @param target where the result goes, at its start
     * @param length what all sequences give; requires: the target has room for it
     * @param wanted at most {@code length}
     * @return how much was decoded, or {@link #DAMAGED}
     */
    public static int decodeHead(
            byte[] source, int from, int to, Lz4Dictionary dictionary, byte[] target, int length, int wanted) {
        long place = place(from, 0);
        while (out(place) < wanted && in(place) < to && place != NOWHERE) {
            place = decodeOne(source, in(place), to, dictionary, target, out(place), 0, length);
        }
        return place == NOWHERE || out(place) < wanted ? DAMAGED : out(place);
    }

    private static long place(int in, int out) {
        return (long) in << Integer.SIZE | out;
    }

    /** As {@link #decode}; quick up to where the target's room ends. Requires: slack in the source. */
    private static int decodeLong(
            byte[] source, int from, int to, Lz4Dictionary dictionary, byte[] target, int at, int end) {
        int lastOut = target.length - TARGET_SLACK_BYTES;
        long place = place(from, at);
        while (in(place) < to && place != NOWHERE) {
            if (out(place) <= lastOut) {
                place = decodeNear(source, in(place), to, dictionary, target, out(place), at, end);
            }
            if (in(place) < to && place != NOWHERE) {
                place = decodeOne(source, in(place), to, dictionary, target, out(place), at, end);
            }
        }
        return place == place(to, end) ? end - at : DAMAGED;
    }

    private static int in(long place) {
        return (int) (place >>> Integer.SIZE);
    }

    private static int out(long place) {
        return (int) place;
    }

    /**
     * Decodes sequences up to the first one that is not common. Requires: {@code from < to} and slack in both arrays.
     *
     * <p>A sequence starts before {@code to}, and less than {@link #COMMON} bytes after {@code end}, so the two kinds of slack
     * are enough for it. All that is wrong with a match, or out of the common, makes one of four numbers negative.
     *
     * @return the place of that sequence, or the end of the run
     */
    private static long decodeCommon(
            byte[] source, int from, int to, Lz4Dictionary dictionary, byte[] target, int fromOut, int at, int end) {
        byte[] model = dictionary.bytes();
        // Where the target's first byte would be in the dictionary, if the run followed it.
        int shift = dictionary.length() - at;
        int in = from;
        int out = fromOut;
        while (true) {
            int token = source[in] & 0xff;
            int literals = token >>> 4;
            if (literals == LONG_RUN) {
                literals += source[in + 1] & 0xff;
                if (literals > COMMON) {
                    return place(in, out);
                }
                in++;
                copy64(source, in + 1, target, out);
            } else {
                copy8(source, in + 1, target, out);
                copy8(source, in + 1 + Long.BYTES, target, out + Long.BYTES);
            }
            in += literals;
            out += literals;
            if (out >= end) {
                return in + 1 == to ? place(to, out) : NOWHERE;
            }
            int word = Words.getInt(source, in + 1);
            int matched = token & LONG_RUN;
            // One where the length goes on, which is as likely as not.
            int isLong = matched + 1 >>> 4;
            matched += MIN_MATCH + (word >>> 2 * Byte.SIZE & 0xff & -isLong);
            int next = in + 1 + OFFSET_BYTES + isLong;
            // As seen from the target: the dictionary ends where the run begins.
            int match = out - (word & 0xffff);
            if ((at - match - matched | COMMON - matched | shift + match | to - 1 - next) < 0) {
                return place(literals < LONG_RUN ? in - literals : in - literals - 1, out - literals);
            }
            copy64(model, shift + match, target, out);
            in = next;
            out += matched;
        }
    }

    /**
     * As {@link #decodeCommon}, but a match in the run itself is common too if it begins {@link #COMMON} bytes back at least:
     * then all that is copied has been decoded.
     */
    private static long decodeNear(
            byte[] source, int from, int to, Lz4Dictionary dictionary, byte[] target, int fromOut, int at, int end) {
        byte[] model = dictionary.bytes();
        int lastOut = target.length - TARGET_SLACK_BYTES;
        int shift = dictionary.length() - at;
        int in = from;
        int out = fromOut;
        while (true) {
            int token = source[in] & 0xff;
            int literals = token >>> 4;
            if (literals == LONG_RUN) {
                literals += source[in + 1] & 0xff;
                if (literals > COMMON) {
                    return place(in, out);
                }
                in++;
                copy64(source, in + 1, target, out);
            } else {
                copy8(source, in + 1, target, out);
                copy8(source, in + 1 + Long.BYTES, target, out + Long.BYTES);
            }
            in += literals;
            out += literals;
            if (out >= end) {
                return in + 1 == to ? place(to, out) : NOWHERE;
            }
            int word = Words.getInt(source, in + 1);
            int matched = token & LONG_RUN;
            int isLong = matched + 1 >>> 4;
            matched += MIN_MATCH + (word >>> 2 * Byte.SIZE & 0xff & -isLong);
            int next = in + 1 + OFFSET_BYTES + isLong;
            int offset = word & 0xffff;
            int match = out - offset;
            if ((COMMON - matched | to - 1 - next) < 0) {
                return place(literals < LONG_RUN ? in - literals : in - literals - 1, out - literals);
            }
            if (match >= at && offset >= COMMON) {
                copy64(target, match, target, out);
            } else if ((at - match - matched | shift + match) >= 0) {
                copy64(model, shift + match, target, out);
            } else {
                return place(literals < LONG_RUN ? in - literals : in - literals - 1, out - literals);
            }
            in = next;
            out += matched;
            if (out > lastOut) {
                return place(in, out);
            }
        }
    }

    /** The last eight bytes first: with those and the first ones in bounds, the compiler knows that all are. */
    private static void copy64(byte[] source, int from, byte[] target, int to) {
        copy8(source, from + 56, target, to + 56);
        copy8(source, from, target, to);
        copy8(source, from + 8, target, to + 8);
        copy8(source, from + 16, target, to + 16);
        copy8(source, from + 24, target, to + 24);
        copy8(source, from + 32, target, to + 32);
        copy8(source, from + 40, target, to + 40);
        copy8(source, from + 48, target, to + 48);
    }

    private static void copy8(byte[] source, int from, byte[] target, int to) {
        Words.setLong(target, to, Words.getLong(source, from));
    }

    /**
     * Decodes any sequence, and needs no slack. Requires: {@code from < to}.
     *
     * @return the place of the next one, the end of the run, or {@link #NOWHERE}
     */
    private static long decodeOne(
            byte[] source, int from, int to, Lz4Dictionary dictionary, byte[] target, int fromOut, int at, int end) {
        int in = from;
        int out = fromOut;
        int token = source[in++] & 0xff;
        int literals = token >>> 4;
        if (literals == LONG_RUN) {
            int more;
            do {
                if (in >= to || literals > end - out) {
                    return NOWHERE;
                }
                more = source[in++] & 0xff;
                literals += more;
            } while (more == MORE);
        }
        if (literals > to - in || literals > end - out) {
            return NOWHERE;
        }
        System.arraycopy(source, in, target, out, literals);
        in += literals;
        out += literals;
        if (in >= to - OFFSET_BYTES) {
            return in == to ? place(in, out) : NOWHERE;
        }
        int offset = source[in] & 0xff | (source[in + 1] & 0xff) << Byte.SIZE;
        in += OFFSET_BYTES;
        int matched = token & LONG_RUN;
        if (matched == LONG_RUN) {
            int more;
            do {
                if (in >= to || matched > end - out) {
                    return NOWHERE;
                }
                more = source[in++] & 0xff;
                matched += more;
            } while (more == MORE);
        }
        matched += MIN_MATCH;
        if (offset == 0 || matched > end - out || dictionary.length() - at + out - offset < 0) {
            return NOWHERE;
        }
        copyMatch(dictionary, target, at, out, offset, matched);
        return place(in, out + matched);
    }

    /** Copies a match from the dictionary, from the run that begins at {@code at}, or from both. */
    private static void copyMatch(Lz4Dictionary dictionary, byte[] target, int at, int out, int offset, int matched) {
        int before = Math.min(matched, at - (out - offset));
        int i = 0;
        if (before > 0) {
            System.arraycopy(dictionary.bytes(), dictionary.length() - offset + out - at, target, out, before);
            i = before;
        } else if (offset >= Long.BYTES && target.length - out >= matched + Long.BYTES) {
            for (; i < matched; i += Long.BYTES) {
                Words.setLong(target, out + i, Words.getLong(target, out - offset + i));
            }
        }
        for (; i < matched; i++) {
            target[out + i] = target[out - offset + i];
        }
    }
}
