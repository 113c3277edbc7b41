package dev.dolmen.embedded;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The latches of all keys: a fixed number of stripes, each guarding the keys whose hash falls on it.
 *
 * <p>Every write holds its key's latch from the read of the current item to the insertion of the new version
 * (invariant 3), but not while it waits for the disk: a latch is held for microseconds, so that two keys that share a
 * stripe by chance hardly notice. Stripes need no memory per key and nothing to clean up.
 *
 * <p>The keys of one partition share {@link #STRIPES_OF_PARTITION} of the stripes: enough for threads that write to the
 * same one at once, and few enough for who wants the whole partition to himself.
 *
 * <p>Whoever needs several latches takes them in one call, which locks them in ascending order of stripe, the one
 * global order; nobody takes a second latch while holding a first. So there is no deadlock.
 *
 * <p>Waiting cannot be interrupted: an interrupt of a caller stays pending and breaks nothing (invariant 9). Latches
 * are not handed over in strict order of arrival, for that would park and wake a thread per write on a hot key; a
 * waiting thread may be overtaken, but the queue behind a latch is first come, first served.
 *
 * <p>Thread-safe.
 */
final class KeyLatches {

    /** A power of two. More than any number of threads that write at once, so that chance collisions are rare. */
    static final int STRIPES = 256;

    /** A power of two. */
    static final int STRIPES_OF_PARTITION = 16;

    private static final int MASK = STRIPES - 1;
    private static final int MASK_OF_PARTITION = STRIPES_OF_PARTITION - 1;

    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    KeyLatches() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    /** The stripe that guards a key of this hash, 0 to {@link #STRIPES} - 1. */
    static int stripe(long hash) {
        return (int) hash & MASK;
    }

    /**
     * The hash whose stripe guards a key among those of its partition.
     *
     * @param sortHash tells the keys of the partition apart, as far as there are stripes; the same for all where there is
     *     only one, and then partitions spread over all stripes
     */
    static long hash(long partitionHash, long sortHash) {
        return partitionHash ^ sortHash & MASK_OF_PARTITION;
    }

    /** Takes one latch. */
    Held hold(long hash) {
        return lock(new int[] {stripe(hash)});
    }

    /** Takes the latches of two keys, which may be the same latch. */
    Held hold(long firstHash, long secondHash) {
        int first = stripe(firstHash);
        int second = stripe(secondHash);
        if (first == second) {
            return lock(new int[] {first});
        }
        return lock(new int[] {Math.min(first, second), Math.max(first, second)});
    }

    /** Takes the latches of many keys. */
    Held hold(long[] hashes) {
        boolean[] wanted = new boolean[STRIPES];
        int count = 0;
        for (long hash : hashes) {
            int stripe = stripe(hash);
            count += wanted[stripe] ? 0 : 1;
            wanted[stripe] = true;
        }
        int[] ascending = new int[count];
        for (int stripe = 0, next = 0; stripe < STRIPES; stripe++) {
            if (wanted[stripe]) {
                ascending[next++] = stripe;
            }
        }
        return lock(ascending);
    }

    /** Takes the latches of all keys of a partition, of whatever table. */
    Held holdPartition(long partitionHash) {
        int first = stripe(partitionHash) & ~MASK_OF_PARTITION;
        int[] ascending = new int[STRIPES_OF_PARTITION];
        for (int i = 0; i < STRIPES_OF_PARTITION; i++) {
            ascending[i] = first + i;
        }
        return lock(ascending);
    }

    /** Takes every latch: no write is under way, and none begins, until they are given back. For rare work only. */
    Held holdAll() {
        int[] ascending = new int[STRIPES];
        for (int i = 0; i < STRIPES; i++) {
            ascending[i] = i;
        }
        return lock(ascending);
    }

    private Held lock(int[] ascending) {
        for (int stripe : ascending) {
            if (stripes[stripe].isHeldByCurrentThread()) {
                throw new AssertionError("latch " + stripe + " is taken by a thread that holds it already");
            }
            stripes[stripe].lock();
        }
        return new Held(this, ascending);
    }

    /** Latches held by the thread that took them, until it closes this. */
    static final class Held implements AutoCloseable {

        private final KeyLatches latches;
        private final int[] ascending;

        private Held(KeyLatches latches, int[] ascending) {
            this.latches = latches;
            this.ascending = ascending;
        }

        /** Whether the latch of a key of this hash is among those held. */
        boolean covers(long hash) {
            return latches.stripes[stripe(hash)].isHeldByCurrentThread();
        }

        @Override
        public void close() {
            for (int i = ascending.length - 1; i >= 0; i--) {
                latches.stripes[ascending[i]].unlock();
            }
        }
    }
}
