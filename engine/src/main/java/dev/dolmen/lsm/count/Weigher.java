package dev.dolmen.lsm.count;

import dev.dolmen.io.Slice;
import java.io.IOException;

/**
 * Tells which keys of a store are counted, and what their values weigh. All that was counted was weighed like that: a store
 * is opened with the same weigher each time. Pure, for any number of threads.
 */
public interface Weigher {

    /** Counts nothing. */
    Weigher NOTHING = new Weigher() {
        @Override
        public boolean counts(int space) {
            return false;
        }

        @Override
        public int headBytes() {
            return 0;
        }

        @Override
        public long weigh(Slice head) {
            return 0;
        }
    };

    /** Whether keys are counted that begin with these four bytes, the first one in the highest bits. */
    boolean counts(int space);

    /** How many of a value's first bytes tell its weight. */
    int headBytes();

    /**
     * What a value weighs.
     *
     * @param head the first {@link #headBytes} of it, or all when it has fewer; more may follow. Stays as it is only until this
     *     returns
     * @return 0 or more
     * @throws IOException when these bytes do not begin like any value
     */
    long weigh(Slice head) throws IOException;
}
