package dev.dolmen.sstable.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.filter.KeyHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Blocks of any number of entries; and blocks whose bytes have the right checksum, but were never right. */
class BlockProperties {

    private static final int START = 5;

    private static Slice key(int number) {
        return new Slice(ByteBuffer.allocate(10).putInt(7).putInt(number).array());
    }

    private static byte[] block(TreeSet<Integer> numbers, int versions) throws IOException {
        BlockBuilder builder = new BlockBuilder();
        for (int number : numbers) {
            for (int version = versions; version > 0; version--) {
                Slice value = new Slice(new byte[number % 5]);
                long stamp = Stamp.of(10L * version, 1);
                long size = builder.sizeBytesWith(key(number), stamp, value.length());
                builder.add(key(number), KeyHash.of(key(number)), stamp, value);
                assertThat(builder.sizeBytes()).isEqualTo(size);
            }
        }
        Bytes bytes = new Bytes();
        bytes.add(new byte[START], 0, START);
        long size = builder.sizeBytes();
        builder.finish(ValueEncoder.PLAIN, bytes);
        assertThat(bytes.length() - START).isEqualTo((int) size);
        bytes.addLong(-1);
        return bytes.toByteArray();
    }

    private static TreeSet<Integer> numbers(Random random, int most) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            numbers.add(random.nextInt(2 * most));
        }
        return numbers;
    }

    @Property(tries = 300)
    void findsEveryKeyAndNoOther(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        int most = random.nextBoolean() ? 20 : 600;
        TreeSet<Integer> numbers = numbers(random, most);
        int versions = 1 + random.nextInt(3);
        byte[] bytes = block(numbers, versions);
        BlockView view = new BlockView();
        assertThat(view.setUnchecked(ByteBuffer.wrap(bytes), START, bytes.length - START - Long.BYTES))
                .isNull();
        assertThat(view.count()).isEqualTo(versions * numbers.size());
        for (int number = 0; number < 2 * most; number++) {
            long sequence = random.nextInt(40);
            int entry = view.find(key(number), KeyHash.of(key(number)), sequence);
            int newestVisible = (int) Math.min(versions, sequence / 10);
            if (!numbers.contains(number) || newestVisible == 0) {
                assertThat(entry).isEqualTo(BlockView.NONE);
            } else {
                int first = versions * numbers.headSet(number).size();
                assertThat(entry).isEqualTo(first + versions - newestVisible);
                assertThat(view.lowerBound(key(number), sequence)).isEqualTo(entry);
                assertThat(view.valueLength(entry)).isEqualTo(number % 5);
            }
        }
    }

    /** Forward mostly, as walks go, and now and then elsewhere. */
    @Property(tries = 100)
    void anEntryByItselfIsAsInItsBlock(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = block(numbers(random, random.nextBoolean() ? 20 : 600), 1 + random.nextInt(3));
        BlockView view = new BlockView();
        assertThat(view.setUnchecked(ByteBuffer.wrap(bytes), START, bytes.length - START - Long.BYTES))
                .isNull();
        EntryView entry = new EntryView();
        entry.set(view);
        int at = 0;
        for (int step = 0; step < 3 * view.count(); step++) {
            at = random.nextInt(8) > 0 && at + 1 < view.count() ? at + 1 : random.nextInt(view.count());
            entry.stand(at);
            assertThat(entry.stamp()).isEqualTo(view.stamp(at));
            assertThat(entry.valueStart()).isEqualTo(view.valueStart(at));
            assertThat(entry.valueLength()).isEqualTo(view.valueLength(at));
            byte[] key = new byte[view.keyLength(at) + BlockView.SLACK_BYTES];
            view.copyPrefix(key);
            assertThat(view.prefixLength() + entry.suffixLength()).isEqualTo(view.keyLength(at));
            entry.copySuffix(key, view.prefixLength());
            assertThat(view.keyEquals(at, new Slice(key, 0, view.keyLength(at))))
                    .isTrue();
        }
    }

    @Property(tries = 500)
    void staysWithinItsBytes(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = block(numbers(random, 30), 1);
        BlockView view = new BlockView();
        for (int run = 0; run < 100; run++) {
            byte[] damaged = bytes.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                int at = START + (random.nextBoolean() ? random.nextInt(24) : random.nextInt(bytes.length - START));
                damaged[at] = (byte) random.nextInt();
            }
            if (view.setUnchecked(ByteBuffer.wrap(damaged), START, bytes.length - START - Long.BYTES) == null) {
                view.set(ByteBuffer.wrap(damaged), START);
                int number = random.nextInt(60);
                assertThat(view.find(key(number), KeyHash.of(key(number)), 1000))
                        .isLessThan(view.count());
                assertThat(view.lowerBound(key(number), 3)).isBetween(0, view.count());
                for (int entry = 0; entry < view.count(); entry++) {
                    assertThat(view.valueStart(entry) + view.valueLength(entry)).isLessThan(bytes.length);
                    assertThat(view.keyLength(entry)).isLessThan(bytes.length);
                }
            }
        }
    }
}
