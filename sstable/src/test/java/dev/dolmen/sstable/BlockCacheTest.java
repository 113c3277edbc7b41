package dev.dolmen.sstable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.sstable.block.DecodedBlock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Which decoded blocks are kept, and how much they take. */
class BlockCacheTest {

    private static final int BLOCK_BYTES = 4_000;

    /** With what it takes besides its bytes. */
    private static final int ROOM_BYTES = 4_128;

    private static final int ROOMS = 100;

    private final BlockCache cache = new BlockCache(ROOMS * ROOM_BYTES);

    /** Uses a block as readers do, and returns whether it was there. */
    private static boolean use(CachedBlocks table, int block, int uses, int bytes) {
        if (table.get(block, uses) != null) {
            return true;
        }
        if (table.missed(block, uses) && bytes <= table.mostBytes() && table.reserve(block, bytes)) {
            table.settle(block, bytes, new DecodedBlock(ByteBuffer.allocate(0), null, bytes));
        }
        return false;
    }

    private static boolean use(CachedBlocks table, int block, int uses) {
        return use(table, block, uses, BLOCK_BYTES);
    }

    private static int found(CachedBlocks table, int from, int to) {
        int found = 0;
        for (int block = from; block < to; block++) {
            found += table.get(block, 0) == null ? 0 : 1;
        }
        return found;
    }

    /** The hundred blocks that there is room for, each used again and again. */
    private CachedBlocks withHotSet(int blocks) {
        CachedBlocks table = new CachedBlocks(cache, blocks);
        for (int round = 0; round < 40; round++) {
            for (int block = 0; block < ROOMS; block++) {
                use(table, block, BlockCache.READ);
            }
        }
        assertThat(found(table, 0, ROOMS)).isEqualTo(ROOMS);
        return table;
    }

    @Example
    void aSecondReadLetsABlockInWhileThereIsRoom() {
        CachedBlocks table = new CachedBlocks(cache, 10);
        assertThat(use(table, 3, BlockCache.READ)).isFalse();
        assertThat(found(table, 0, 10)).isZero();
        assertThat(use(table, 3, BlockCache.READ)).isFalse();
        assertThat(use(table, 3, BlockCache.READ)).isTrue();
        assertThat(found(table, 0, 10)).isEqualTo(1);
        assertThat(cache.usedBytes()).isEqualTo(ROOM_BYTES);
    }

    @Example
    void aWalkLetsABlockInWhileThereIsRoom() {
        CachedBlocks table = new CachedBlocks(cache, 10);
        use(table, 3, BlockCache.WALK);
        assertThat(use(table, 3, BlockCache.WALK)).isTrue();
    }

    @Example
    void aScanLeavesAHotSetAlone() {
        CachedBlocks table = withHotSet(3_000);
        for (int scan = 0; scan < 3; scan++) {
            for (int block = ROOMS; block < 3_000; block++) {
                use(table, block, BlockCache.WALK);
                // Others go on meanwhile.
                use(table, block % ROOMS, BlockCache.READ);
            }
        }
        assertThat(found(table, 0, ROOMS)).isEqualTo(ROOMS);
    }

    @Example
    void readsAllOverALargeTableDoNotPushEachOtherOut() {
        CachedBlocks table = new CachedBlocks(cache, 8 * ROOMS);
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            use(table, random.nextInt(8 * ROOMS), BlockCache.READ);
        }
        assertThat(cache.count()).isEqualTo(ROOMS);
        assertThat(cache.evicted()).isLessThan(100);
    }

    @Example
    void walksAllOverALargeTablePushEachOtherOutSeldom() {
        CachedBlocks table = new CachedBlocks(cache, 5 * ROOMS);
        Random random = new Random(1);
        int walks = 100_000;
        int found = 0;
        for (int i = 0; i < walks; i++) {
            found += use(table, random.nextInt(5 * ROOMS), BlockCache.WALK) ? 1 : 0;
        }
        assertThat(found).isGreaterThan(walks / 6);
        assertThat(cache.evicted()).isLessThan(walks / 50);
    }

    @Example
    void scansThatRepeatPushEachOtherOutSeldom() {
        int blocks = 4 * ROOMS;
        CachedBlocks table = new CachedBlocks(cache, blocks);
        int found = 0;
        for (int scan = 0; scan < 100; scan++) {
            for (int block = 0; block < blocks; block++) {
                found += use(table, block, BlockCache.WALK) ? 1 : 0;
            }
        }
        // The best that can be is that the hundred blocks there is room for stay.
        assertThat(found).isGreaterThan(95 * ROOMS);
    }

    @Example
    void whatIsUsedMoreComesInForWhatIsUsedLess() {
        CachedBlocks table = new CachedBlocks(cache, 20 * ROOMS);
        Random random = new Random(1);
        int found = 0;
        int reads = 200_000;
        for (int i = 0; i < reads; i++) {
            // Half of all reads go to a twentieth of the blocks, as many as there is room for.
            int block = random.nextBoolean() ? ROOMS + random.nextInt(ROOMS) : random.nextInt(20 * ROOMS);
            found += use(table, block, BlockCache.READ) ? 1 : 0;
        }
        assertThat(found(table, ROOMS, 2 * ROOMS)).isGreaterThan(90);
        assertThat(found).isGreaterThan(reads * 2 / 5);
    }

    @Example
    void aNewHotSetComesInForAnOldOne() {
        CachedBlocks table = withHotSet(3 * ROOMS);
        for (int round = 0; round < 200; round++) {
            for (int block = 2 * ROOMS; block < 3 * ROOMS; block++) {
                use(table, block, BlockCache.READ);
            }
        }
        assertThat(found(table, 2 * ROOMS, 3 * ROOMS)).isGreaterThan(90);
    }

    @Example
    void aTableThatIsClosedLeavesAtOnce() {
        CachedBlocks table = withHotSet(ROOMS);
        CachedBlocks other = new CachedBlocks(cache, 10);
        cache.limit(2 * ROOMS * ROOM_BYTES);
        use(other, 7, BlockCache.WALK);
        table.close();
        assertThat(found(table, 0, ROOMS)).isZero();
        assertThat(cache.count()).isEqualTo(1);
        assertThat(cache.usedBytes()).isEqualTo(ROOM_BYTES);
        assertThat(found(other, 7, 8)).isEqualTo(1);
    }

    @Example
    void aLowerLimitHoldsAtOnceAndSparesWhatIsUsedMost() {
        CachedBlocks table = new CachedBlocks(cache, ROOMS);
        for (int block = 0; block < ROOMS; block++) {
            use(table, block, BlockCache.WALK);
        }
        for (int block = 0; block < ROOMS; block += 4) {
            for (int i = 0; i < 5; i++) {
                use(table, block, BlockCache.WALK);
            }
        }
        cache.limit(ROOMS / 4 * ROOM_BYTES);
        assertThat(cache.usedBytes()).isEqualTo(ROOMS / 4 * ROOM_BYTES);
        for (int block = 0; block < ROOMS; block += 4) {
            assertThat(found(table, block, block + 1)).isEqualTo(1);
        }
        cache.limit(0);
        assertThat(cache.usedBytes()).isZero();
    }

    @Example
    void aBlockThatWouldPushOutTooMuchStaysOut() {
        CachedBlocks table = withHotSet(2 * ROOMS);
        for (int i = 0; i < 1_000; i++) {
            use(table, ROOMS, BlockCache.WALK, ROOMS * ROOM_BYTES / 2);
        }
        assertThat(found(table, 0, ROOMS)).isEqualTo(ROOMS);
    }

    /** Whatever is used, let in, closed and limited: never more than allowed, and nothing counted that is not there. */
    @Property(tries = 200)
    void staysWithinItsLimit(@ForAll long seed) {
        Random random = new Random(seed);
        long limit = random.nextInt(300_000);
        cache.limit(limit);
        List<CachedBlocks> tables = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            if (tables.size() < 2 || random.nextInt(200) == 0) {
                tables.add(new CachedBlocks(cache, 50));
            } else if (random.nextInt(300) == 0) {
                tables.remove(random.nextInt(tables.size())).close();
            } else if (random.nextInt(300) == 0) {
                limit = random.nextInt(300_000);
                cache.limit(limit);
            }
            CachedBlocks table = tables.get(random.nextInt(tables.size()));
            use(
                    table,
                    random.nextInt(random.nextBoolean() ? 50 : 5),
                    random.nextBoolean() ? BlockCache.READ : BlockCache.WALK,
                    random.nextInt(10) == 0 ? random.nextInt(60_000) : 1 + random.nextInt(8_000));
            assertThat(cache.usedBytes()).isBetween(0L, limit);
        }
        tables.forEach(CachedBlocks::close);
        assertThat(cache.usedBytes()).isZero();
        assertThat(cache.count()).isZero();
    }

    @Example
    void manyThreads() throws Exception {
        CachedBlocks table = new CachedBlocks(cache, 4 * ROOMS);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Random random = new Random(thread);
            running.add(threads.submit(() -> {
                for (int i = 0; i < 50_000; i++) {
                    // Few blocks are used much, so that several threads let the same one in.
                    int block = (int) (random.nextDouble() * random.nextDouble() * 4 * ROOMS);
                    use(table, block, random.nextInt(4) == 0 ? BlockCache.WALK : BlockCache.READ);
                    if (i % 5_000 == 0) {
                        cache.limit((1 + random.nextInt(ROOMS)) * (long) ROOM_BYTES);
                    }
                }
            }));
        }
        for (Future<?> thread : running) {
            thread.get();
        }
        threads.shutdown();
        assertThat(cache.count()).isEqualTo(found(table, 0, 4 * ROOMS));
        assertThat(cache.usedBytes()).isEqualTo((long) cache.count() * ROOM_BYTES);
        assertThat(cache.admitted()).isEqualTo(cache.evicted() + cache.count());
        table.close();
        assertThat(cache.usedBytes()).isZero();
    }
}
