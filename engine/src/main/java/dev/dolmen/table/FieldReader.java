package dev.dolmen.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FieldWriter} wrote; every length is checked before it is trusted. */
final class FieldReader {
    private final String what;
    private final byte[] array;
    private int position;
    private final int limit;

    /**
     * @param what names the record in errors
     * @param version the one version that can be read
     */
    FieldReader(String what, int version, byte[] array, int offset, int length) {
        this.what = what;
        this.array = array;
        this.position = offset;
        this.limit = offset + length;
        int found = code();
        if (found > version) {
            throw RecordFormatException.newer(what, found);
        }
        if (found != version) {
            throw corrupt("no version " + found);
        }
    }

    RecordFormatException corrupt(String why) {
        return RecordFormatException.corrupt(what + ": " + why + " before byte " + position);
    }

    int code() {
        if (position >= limit) {
            throw corrupt("ends too early");
        }
        return array[position++] & 0xff;
    }

    boolean flag() {
        int value = code();
        if (value > 1) {
            throw corrupt("no flag: " + value);
        }
        return value == 1;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = code();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw corrupt("a number of too many bytes");
    }

    @Nullable
    Long optionalNumber() {
        return flag() ? number() : null;
    }

    /** A number of elements, each of which takes at least one byte. */
    int count() {
        long value = number();
        if (value > limit - position) {
            throw corrupt("more than is there: " + value);
        }
        return (int) value;
    }

    String text() {
        byte[] utf8 = bytes();
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Nullable
    String optionalText() {
        return flag() ? text() : null;
    }

    byte[] bytes() {
        int length = count();
        position += length;
        return Arrays.copyOfRange(array, position - length, position);
    }

    void end() {
        if (position != limit) {
            throw corrupt("bytes after the end");
        }
    }
}
