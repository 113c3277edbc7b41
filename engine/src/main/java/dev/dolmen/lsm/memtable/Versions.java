package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import java.util.Arrays;

/**
 * The versions of keys, those of one key chained from the newest to the oldest. A version is a run of ints, its number the
 * place of the first:
 *
 * <pre>
 * 0 chunk of the key and the value after it      4 low half of the stamp: sequence * 2 + (1 for a put)
 * 1 offset there                                 5 high half
 * 2 key length; its complement in all but the    -- then, in all but the oldest version of a key:
 *   oldest version of a key                      6 the next older version
 * 3 value length                                 7 some older version, to jump to
 *                                                8 how many versions are older
 * </pre>
 *
 * <p>The jumps are those of Myers' stacks ("An applicative random-access stack", 1983): from the newest of n versions any
 * other is reached in about 2 log n steps, so neither a snapshot behind a key that was written a million times, nor a walk
 * backwards over its versions, is slow. Nothing of a version changes once it is reachable.
 */
final class Versions {

    static final int NONE = 0;

    private static final int CHUNK = 0;
    private static final int OFFSET = 1;
    private static final int KEY_LENGTH = 2;
    private static final int VALUE_LENGTH = 3;
    private static final int STAMP_LOW = 4;
    private static final int STAMP_HIGH = 5;
    private static final int OLDER = 6;
    private static final int JUMP = 7;
    private static final int INDEX = 8;

    private static final int CACHE_LINE = 64;

    /** The processor itself reads on where one line after the other is wanted. */
    private static final int MOST_FETCHED = 4 * CACHE_LINE;

    private static final int INTS_OF_OLDEST = OLDER;
    private static final int INTS_OF_OTHERS = INDEX + 1;

    private final IntArena ints;
    private final ByteArena bytes;

    Versions(IntArena ints, ByteArena bytes) {
        this.ints = ints;
        this.bytes = bytes;
    }

    /** Adds a version that nobody can reach yet, for a key that has no other; see {@link #above}. */
    int add(Slice key, Slice value, long stamp) {
        int version = ints.allocate(INTS_OF_OLDEST);
        ints.set(version + CHUNK, bytes.reserve(Math.addExact(key.length(), value.length())));
        ints.set(version + OFFSET, bytes.offset());
        bytes.append(key);
        bytes.append(value);
        ints.set(version + KEY_LENGTH, key.length());
        ints.set(version + VALUE_LENGTH, value.length());
        ints.set(version + STAMP_LOW, (int) stamp);
        ints.set(version + STAMP_HIGH, (int) (stamp >>> 32));
        return version;
    }

    /**
     * Chains an added version to the newest version of its key so far.
     *
     * @return where it is now: where it was if it was added last, as a rule
     */
    int above(int older, int added) {
        int version = added;
        if (!ints.extend(added, INTS_OF_OLDEST, INTS_OF_OTHERS - INTS_OF_OLDEST)) {
            version = ints.allocate(INTS_OF_OTHERS);
            for (int field = CHUNK; field < INTS_OF_OLDEST; field++) {
                ints.set(version + field, ints.get(added + field));
            }
        }
        ints.set(version + KEY_LENGTH, ~ints.get(version + KEY_LENGTH));
        ints.set(version + OLDER, older);
        ints.set(version + JUMP, jumpFrom(older));
        ints.set(version + INDEX, index(older) + 1);
        return version;
    }

    /** Where the version after this one jumps to: as far as the last two jumps together, if those were equally long. */
    private int jumpFrom(int version) {
        int first = jump(version);
        int second = jump(first);
        return index(version) - index(first) == index(first) - index(second) ? second : version;
    }

    /** The oldest version jumps to itself. */
    private int jump(int version) {
        return isOldest(version) ? version : ints.get(version + JUMP);
    }

    /** How many versions of the key are older. */
    private int index(int version) {
        return isOldest(version) ? 0 : ints.get(version + INDEX);
    }

    private boolean isOldest(int version) {
        return ints.get(version + KEY_LENGTH) >= 0;
    }

    /** The next older version of the same key. */
    int older(int version) {
        return isOldest(version) ? NONE : ints.get(version + OLDER);
    }

    /** The next newer version of the same key. @param newest the newest, from which the other can be reached */
    int newer(int version, int newest) {
        return version == newest ? NONE : atIndex(newest, index(version) + 1);
    }

    int oldest(int newest) {
        return atIndex(newest, 0);
    }

    private int atIndex(int newest, int index) {
        int version = newest;
        while (index(version) > index) {
            int jump = jump(version);
            version = index(jump) >= index ? jump : older(version);
        }
        return version;
    }

    /** The newest version whose stamp is not larger. */
    int atMost(int newest, long stamp) {
        int version = newest;
        while (version != NONE && stamp(version) > stamp) {
            int jump = jump(version);
            version = stamp(jump) > stamp && jump != version ? jump : older(version);
        }
        return version;
    }

    long stamp(int version) {
        return ints.get(version + STAMP_LOW) & 0xffff_ffffL | (long) ints.get(version + STAMP_HIGH) << 32;
    }

    Slice key(int version) {
        return new Slice(keyChunk(version), keyOffset(version), keyLength(version));
    }

    Slice value(int version) {
        return new Slice(valueArray(version), valueOffset(version), valueLength(version));
    }

    /** The array that holds the value, which never changes there. */
    byte[] valueArray(int version) {
        return keyChunk(version);
    }

    int valueOffset(int version) {
        return keyOffset(version) + keyLength(version);
    }

    int valueLength(int version) {
        return ints.get(version + VALUE_LENGTH);
    }

    /** Reads something of every cache line of a key and the beginning of its value, and returns what depends on it. */
    int fetch(int version) {
        byte[] chunk = keyChunk(version);
        int start = keyOffset(version);
        int end = start + Math.min(MOST_FETCHED, keyLength(version) + ints.get(version + VALUE_LENGTH));
        int read = 0;
        for (int at = start; at < end; at += CACHE_LINE) {
            read += chunk[at];
        }
        return read;
    }

    boolean hasKey(int version, Slice key) {
        int offset = keyOffset(version);
        return keyLength(version) == key.length()
                && Arrays.equals(
                        keyChunk(version),
                        offset,
                        offset + key.length(),
                        key.array(),
                        key.offset(),
                        key.offset() + key.length());
    }

    int chunk(int version) {
        return ints.get(version + CHUNK);
    }

    int keyOffset(int version) {
        return ints.get(version + OFFSET);
    }

    int keyLength(int version) {
        int length = ints.get(version + KEY_LENGTH);
        return length < 0 ? ~length : length;
    }

    private byte[] keyChunk(int version) {
        return bytes.chunk(chunk(version));
    }
}
