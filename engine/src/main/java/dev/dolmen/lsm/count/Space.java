package dev.dolmen.lsm.count;

import dev.dolmen.io.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The keys that begin with the same four bytes, by the number that these are. */
final class Space {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int LAST = -1;

    private Space() {}

    /** Whether a key belongs to a space; shorter ones do not. */
    static boolean hasSpace(Slice key) {
        return key.length() >= Integer.BYTES;
    }

    /** The space of a key. Requires: it has one. */
    static int of(Slice key) {
        return (int) INT.get(key.array(), key.offset());
    }

    /** The first space that has keys at or after this one. */
    static int firstFrom(Slice key) {
        int space = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            space = space << Byte.SIZE | (i < key.length() ? key.at(i) & 0xff : 0);
        }
        return space;
    }

    /** Before the first key of a space. */
    static Slice start(int space) {
        byte[] key = new byte[Integer.BYTES];
        INT.set(key, 0, space);
        return new Slice(key);
    }

    /** Behind the last key of a space; null where that is the last key of all. */
    static @Nullable Slice end(int space) {
        return space == LAST ? null : start(space + 1);
    }
}
