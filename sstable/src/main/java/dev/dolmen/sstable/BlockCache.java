package dev.dolmen.sstable;

import dev.dolmen.sstable.block.DecodedBlock;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decoded blocks of all tables of a store, within a limit. Thread-safe.
 *
 * <p>A block is found by its number in its table's {@link CachedBlocks}: there is no table of hashes, and who finds one takes
 * no lock and writes nothing but a count now and then. All else happens here, under one lock, when a block comes or goes.
 *
 * <p>Which blocks are worth their room is a matter of how often they are used, which the table counts for all its blocks,
 * cached or not. While there is room any block that is used again is let in. Then a block is let in if it is used much more
 * often than the one under the clock hand, which goes; otherwise the hand moves on. "Much more" is twice as often, and so
 * often that decoding all of it pays: blocks used alike, as by random reads all over a large table or by a scan, hardly ever
 * push each other out. Counts are halved as time goes by, and time is uses that found nothing: where everything is found
 * there is nothing to decide.
 */
final class BlockCache {

    /** What a point read is worth: it decodes one value if it finds no decoded block. */
    static final int READ = 1;

    /** What an iterator's coming to a block is worth: it decodes many values, but not so many that counts end too soon. */
    static final int WALK = 4;

    /** So much more must a block be used than another to take its place: about what it costs to decode it. */
    private static final int DECODING = 16;

    /** Uses after which a block is let in while there is room. */
    private static final int AGAIN = 2;

    /** Counts are halved after so many uses, for each block in the cache, that found nothing. */
    private static final int MISSES_PER_AGE = 16;

    private static final int LEAST_BLOCKS_PER_AGE = 64;

    /** A block larger than this part of the limit would push out too much. */
    private static final int LARGEST_PART = 8;

    private static final int MOST_ARRAY_BYTES = 1 << 30;

    /** What a block takes besides its bytes: array, buffer, what holds them, and its place here and with its table. */
    private static final int OVERHEAD_BYTES = 128;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile long limitBytes;
    /** What cached blocks take, and those being decoded. Written with the lock held, as all below. */
    private volatile long usedBytes;

    /** Whether a block that would have been let in had no room; no longer when some has been made. */
    private volatile boolean full;

    /** The cached blocks, in any order: tables, and numbers in them. */
    private CachedBlocks[] tables = new CachedBlocks[64];

    private int[] numbers = new int[64];
    private volatile int count;
    private int hand;
    private volatile long admitted;
    private volatile long evicted;

    private final AtomicInteger age = new AtomicInteger();
    private final AtomicLong missesInAge = new AtomicLong();

    BlockCache(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    long usedBytes() {
        return usedBytes;
    }

    int count() {
        return count;
    }

    /** Blocks let in so far. */
    long admitted() {
        return admitted;
    }

    /** Blocks that others pushed out, or a smaller limit. */
    long evicted() {
        return evicted;
    }

    /** The largest decoded block that is let in. */
    int mostBytes() {
        return (int) Math.max(0, Math.min(MOST_ARRAY_BYTES, limitBytes / LARGEST_PART) - OVERHEAD_BYTES);
    }

    /** How often counts have been due to be halved. */
    int age() {
        return age.get();
    }

    /** Notes a use of a block that is not here, and says whether it might be let in, used so often. */
    boolean missed(int frequency) {
        long perAge = (long) MISSES_PER_AGE * Math.max(LEAST_BLOCKS_PER_AGE, count);
        if (missesInAge.incrementAndGet() >= perAge) {
            missesInAge.set(0);
            age.incrementAndGet();
        }
        return full ? isWorthMoreThanNext(frequency) : frequency >= AGAIN;
    }

    /** Whether there is a point in looking how much room a block needs; while another thread is at it the answer is no. */
    private boolean isWorthMoreThanNext(int frequency) {
        if (frequency <= DECODING || !lock.tryLock()) {
            return false;
        }
        try {
            return count == 0 || isWorthMoreThanUnderHand(frequency);
        } finally {
            lock.unlock();
        }
    }

    /** If it is not, the hand moves on. Requires: the lock is held, and there is a block. */
    private boolean isWorthMoreThanUnderHand(int frequency) {
        hand = hand < count ? hand : 0;
        boolean isWorthMore = frequency > 2 * tables[hand].frequency(numbers[hand]) + DECODING;
        hand += isWorthMore ? 0 : 1;
        return isWorthMore;
    }

    /**
     * Makes room for a block, if it is worth that. While another thread is at it the answer is no.
     *
     * @param bytes of the decoded block; if the answer is yes, they are counted until {@link #settle}
     */
    boolean reserve(int bytes, int frequency) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            long needed = bytes + (long) OVERHEAD_BYTES;
            while (usedBytes + needed > limitBytes) {
                if (count == 0 || !isWorthMoreThanUnderHand(frequency)) {
                    full = true;
                    return false;
                }
                evict(hand);
            }
            usedBytes += needed;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets a block in that room was made for. */
    void settle(CachedBlocks table, int number, DecodedBlock decoded) {
        lock.lock();
        try {
            // The limit may be lower by now, or another thread may have been faster.
            if (usedBytes > limitBytes || !table.put(number, decoded)) {
                usedBytes -= decoded.heapBytes() + OVERHEAD_BYTES;
                return;
            }
            if (count == numbers.length) {
                tables = Arrays.copyOf(tables, 2 * count);
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            tables[count] = table;
            numbers[count] = number;
            count++;
            admitted++;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back the room that was made for a block. */
    void giveBack(int bytes) {
        lock.lock();
        try {
            usedBytes -= bytes + (long) OVERHEAD_BYTES;
        } finally {
            lock.unlock();
        }
    }

    /** Requires: the lock is held. */
    private void evict(int place) {
        remove(place);
        evicted++;
    }

    private void remove(int place) {
        usedBytes -= tables[place].remove(numbers[place]).heapBytes() + OVERHEAD_BYTES;
        int last = count - 1;
        tables[place] = tables[last];
        numbers[place] = numbers[last];
        count = last;
        full = false;
    }

    /** Forgets the blocks of a table that is closed. */
    void drop(CachedBlocks table) {
        lock.lock();
        try {
            for (int place = count - 1; place >= 0; place--) {
                if (tables[place] == table) {
                    remove(place);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on no more than this; what is too much goes at once, what is used most at last. */
    void limit(long bytes) {
        lock.lock();
        try {
            full &= bytes <= limitBytes;
            limitBytes = bytes;
            int spared = 0;
            int most = count;
            while (usedBytes > bytes && count > 0) {
                hand = hand < count ? hand : 0;
                if (spared < most && tables[hand].frequency(numbers[hand]) > DECODING) {
                    spared++;
                    hand++;
                } else {
                    evict(hand);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
