package dev.dolmen.sstable.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.bytes.Words;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** An index finds what a walk through its separators finds, however these are spread. */
class IndexProperties {

    private record Separator(Slice key, long sequence) {}

    private static final Comparator<Separator> ORDER = Comparator.comparing(Separator::key)
            .thenComparing(Comparator.comparingLong(Separator::sequence).reversed());

    private final Bytes encoded = new Bytes();

    private Index index(List<Separator> separators) {
        IndexBuilder builder = new IndexBuilder();
        for (int i = 0; i < separators.size(); i++) {
            builder.add(separators.get(i).key(), separators.get(i).sequence(), 100L * i, 7 * i);
        }
        encoded.clear();
        encoded.add(new byte[3], 0, 3);
        builder.finish(encoded, 100L * separators.size(), 7 * separators.size());
        Index index = open(encoded.toByteArray(), separators.size());
        assertThat(index).isNotNull();
        return index;
    }

    private Index open(byte[] bytes, int blocks) {
        byte[] withSlack = Arrays.copyOf(bytes, bytes.length + 8);
        return Index.open(ByteBuffer.wrap(withSlack), 3, bytes.length - 3, 100L * blocks, 7L * blocks)
                .index();
    }

    /** Hashes, few values, runs of zeros, a long common start, many versions: alone or mixed. */
    private static Slice key(Random random, int shape) {
        byte[] key = new byte[shape % 3 == 0 ? 12 + random.nextInt(10) : random.nextInt(14)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte)
                    switch (shape) {
                        case 0 -> i < 4 ? 3 : random.nextInt();
                        case 1 -> random.nextInt(2);
                        case 2 -> i < 9 ? 0 : random.nextInt(3) - 1;
                        case 3 -> i < 2 ? 0 : i == 2 ? random.nextInt(3) : i < 10 ? 1 : random.nextInt();
                        default -> random.nextInt(4) == 0 ? random.nextInt() : -random.nextInt(2);
                    };
        }
        return new Slice(key);
    }

    private static List<Separator> separators(Random random, int shape, int most) {
        TreeSet<Separator> all = new TreeSet<>(ORDER);
        for (int i = random.nextInt(most); i >= 0; i--) {
            Slice key = key(random, shape < 5 ? shape : random.nextInt(5));
            all.add(new Separator(key, random.nextInt(4) == 0 ? random.nextInt(9) : 0));
        }
        return List.copyOf(all);
    }

    @Property(tries = 400)
    void findsTheFirstSeparatorAtOrAfter(@ForAll long seed) {
        Random random = new Random(seed);
        int shape = random.nextInt(6);
        List<Separator> separators = separators(random, shape, random.nextBoolean() ? 30 : 3000);
        Index index = index(separators);
        assertThat(index.count()).isEqualTo(separators.size());
        for (int i = 0; i < 300; i++) {
            Slice key = random.nextBoolean()
                    ? key(random, shape < 5 ? shape : random.nextInt(5))
                    : separators.get(random.nextInt(separators.size())).key();
            long sequence = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(10);
            Separator target = new Separator(key, sequence);
            int expected = 0;
            while (expected < separators.size() && ORDER.compare(separators.get(expected), target) < 0) {
                expected++;
            }
            assertThat(index.find(key, sequence)).as("%s at %d", key, sequence).isEqualTo(expected);
        }
        for (int i = 0; i < separators.size(); i++) {
            assertThat(index.separator(i)).isEqualTo(separators.get(i).key());
            assertThat(index.separatorSequence(i)).isEqualTo(separators.get(i).sequence());
            assertThat(index.offset(i)).isEqualTo(100L * i);
            assertThat(index.firstOrdinal(i)).isEqualTo(7 * i);
        }
    }

    /** Differences of such numbers overflow. */
    @Example
    void tailsOutsideOfTheIndexAreDamage() {
        List<Separator> separators = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            separators.add(
                    new Separator(new Slice((i + " is a long separator").getBytes(StandardCharsets.US_ASCII)), 0));
        }
        index(separators);
        for (int row = 2; row < separators.size() - 1; row++) {
            byte[] damaged = encoded.toByteArray();
            int rows = 3 + IndexFormat.FENCES + Long.BYTES * separators.size();
            for (int after = 0; after < 2; after++) {
                int tail = rows + IndexFormat.ROW_BYTES * (row + after) + IndexFormat.ROW_TAIL;
                Words.setInt(damaged, tail, Integer.MIN_VALUE + row + after);
            }
            assertThat(open(damaged, separators.size())).isNull();
        }
    }

    /** Bytes that have the right checksum, but were never right: told as damage, or harmless. */
    @Property(tries = 400)
    void staysWithinItsBytes(@ForAll long seed) {
        Random random = new Random(seed);
        List<Separator> separators = separators(random, random.nextInt(6), 40);
        index(separators);
        for (int run = 0; run < 50; run++) {
            byte[] damaged = encoded.toByteArray();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[3 + random.nextInt(damaged.length - 3)] = (byte) random.nextInt();
            }
            Index index = open(damaged, separators.size());
            if (index != null) {
                for (int i = 0; i < 10; i++) {
                    assertThat(index.find(key(random, 4), 5)).isBetween(0, separators.size());
                }
            }
        }
    }
}
