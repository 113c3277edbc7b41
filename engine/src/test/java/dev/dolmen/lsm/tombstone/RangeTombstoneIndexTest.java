package dev.dolmen.lsm.tombstone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.RangeTombstone;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTombstoneIndexTest {

    private static Slice key(int number) {
        return new Slice(new byte[] {(byte) number});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
    void findsWhatASearchThroughAllFinds(long seed) {
        Random random = new Random(seed);
        List<RangeTombstone> tombstones = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            int start = random.nextInt(40);
            tombstones.add(new RangeTombstone(key(start), key(start + 1 + random.nextInt(15)), 1 + random.nextInt(20)));
        }
        RangeTombstoneIndex index = RangeTombstoneIndex.of(tombstones);
        assertThat(index.isEmpty()).isEqualTo(tombstones.isEmpty());
        for (int number = 0; number < 60; number++) {
            Slice key = key(number);
            for (long max = 0; max <= 22; max++) {
                assertThat(index.newestCovering(key, max)).isEqualTo(newest(tombstones, key, max));
            }
        }
        RangeTombstoneIndex oneByOne = RangeTombstoneIndex.EMPTY;
        for (RangeTombstone tombstone : tombstones) {
            oneByOne = oneByOne.plus(tombstone);
        }
        assertThat(oneByOne.tombstones()).isEqualTo(index.tombstones());
        assertThat(RangeTombstoneIndex.of(index.tombstones()).tombstones())
                .as("cut once is cut for good")
                .isEqualTo(index.tombstones());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void coversAllWhenItCoversEach(long seed) {
        Random random = new Random(seed);
        int covered = 0;
        for (int round = 0; round < 3_000; round++) {
            List<RangeTombstone> tombstones = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                int start = random.nextInt(10);
                tombstones.add(
                        new RangeTombstone(key(start), key(start + 1 + random.nextInt(8)), 1 + random.nextInt(6)));
            }
            int from = random.nextInt(12);
            int to = from + random.nextInt(6);
            long oldest = random.nextInt(6);
            long newest = random.nextInt(7);
            boolean each = true;
            for (int number = from; number <= to; number++) {
                each &= newest(tombstones, key(number), newest) > oldest;
            }
            RangeTombstoneIndex index = RangeTombstoneIndex.of(tombstones);
            assertThat(index.coversAll(key(from), key(to), false, oldest, newest))
                    .isEqualTo(each);
            assertThat(index.coversAll(key(from), key(to + 1), true, oldest, newest))
                    .isEqualTo(each);
            covered += each ? 1 : 0;
        }
        assertThat(covered).isGreaterThan(50);
    }

    private static long newest(List<RangeTombstone> tombstones, Slice key, long max) {
        return tombstones.stream()
                .filter(tombstone -> tombstone.covers(key))
                .mapToLong(RangeTombstone::sequence)
                .filter(sequence -> sequence <= max)
                .max()
                .orElse(0);
    }

    /** A list that is read now and then shows at each moment what an index of all that were added shows. */
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35})
    void aListIsUpToDateWheneverItIsRead(long seed) {
        Random random = new Random(seed);
        RangeTombstoneList list = new RangeTombstoneList();
        List<RangeTombstone> added = new ArrayList<>();
        for (int sequence = 1; sequence <= 300; sequence++) {
            int start = random.nextInt(100);
            RangeTombstone tombstone = new RangeTombstone(key(start), key(start + 1 + random.nextInt(20)), sequence);
            list.add(tombstone);
            added.add(tombstone);
            if (random.nextInt(6) == 0) {
                assertThat(list.index().tombstones())
                        .isEqualTo(RangeTombstoneIndex.of(added).tombstones());
            }
        }
        assertThat(list.size()).isEqualTo(300);
    }
}
