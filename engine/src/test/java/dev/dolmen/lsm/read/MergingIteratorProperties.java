package dev.dolmen.lsm.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Several runs merged walk as one sorted list does, whatever the moves. */
class MergingIteratorProperties {

    /** By key, then newest first, as everywhere. */
    private record Version(Slice key, long sequence) implements Comparable<Version> {
        @Override
        public int compareTo(Version other) {
            int order = key.compareTo(other.key);
            return order != 0 ? order : Long.compare(other.sequence, sequence);
        }
    }

    /** A run of versions in a list, or the model itself. */
    private static final class ListIterator implements EntryIterator {

        private final List<Version> versions;
        private int at = -1;

        private ListIterator(List<Version> versions) {
            this.versions = versions;
        }

        @Override
        public boolean isValid() {
            return at >= 0 && at < versions.size();
        }

        @Override
        public void seekToFirst() {
            at = 0;
        }

        @Override
        public void seekToLast() {
            at = versions.size() - 1;
        }

        @Override
        public void seek(Slice key, long sequence) {
            int found = Collections.binarySearch(versions, new Version(key, sequence));
            at = found < 0 ? -found - 1 : found;
        }

        @Override
        public void seekBefore(Slice key) {
            seek(key, Long.MAX_VALUE);
            at--;
        }

        @Override
        public void next() {
            at++;
        }

        @Override
        public void previous() {
            at--;
        }

        @Override
        public Slice key() {
            return versions.get(at).key();
        }

        @Override
        public long sequence() {
            return versions.get(at).sequence();
        }

        @Override
        public EntryKind kind() {
            return EntryKind.PUT;
        }

        @Override
        public Slice value() {
            return new Slice(Long.toString(sequence()).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            at = -1;
        }
    }

    /** Keys may begin like so many others, with up to {@link #LONGEST_START} bytes in common. */
    private static final int STARTS = 3;

    private static final int LONGEST_START = 30;

    /** Short keys, keys that differ only after eight bytes or far behind, and bytes above 127. */
    private static Slice key(Random random) {
        byte[] start = start(random.nextInt(STARTS + 1));
        byte[] key = Arrays.copyOf(start, start.length + random.nextInt(12));
        for (int i = start.length; i < key.length; i++) {
            key[i] = (byte) (i < start.length + 8 && random.nextInt(6) > 0 ? 0 : random.nextInt(3) * 127);
        }
        return new Slice(key);
    }

    /** The last one is all ones: no key comes after those that begin with more of them. */
    private static byte[] start(int number) {
        byte[] start = new byte[number * LONGEST_START / STARTS];
        Arrays.fill(start, number == STARTS ? (byte) -1 : (byte) (number % 2));
        return start;
    }

    @Property(tries = 400)
    void walksAsOneSortedListDoes(@ForAll long seed, @ForAll @IntRange(min = 0, max = 9) int runCount)
            throws IOException {
        Random random = new Random(seed);
        TreeSet<Version> all = new TreeSet<>();
        List<ListIterator> runs = new ArrayList<>();
        long sequence = 1;
        for (int i = 0; i < runCount; i++) {
            TreeSet<Version> run = new TreeSet<>();
            for (int left = random.nextInt(12); left > 0; left--) {
                run.add(new Version(key(random), sequence++));
            }
            all.addAll(run);
            runs.add(new ListIterator(List.copyOf(run)));
        }
        try (MergingIterator merged = new MergingIterator(runs);
                ListIterator model = new ListIterator(List.copyOf(all))) {
            for (int step = 0; step < 200; step++) {
                move(merged, model, random);
                assertThat(merged.isValid()).isEqualTo(model.isValid());
                if (model.isValid()) {
                    assertThat(merged.key()).isEqualTo(model.key());
                    assertThat(merged.sequence()).isEqualTo(model.sequence());
                    assertThat(merged.kind()).isEqualTo(model.kind());
                    assertThat(merged.value()).isEqualTo(model.value());
                }
            }
        }
    }

    private static void move(EntryIterator merged, EntryIterator model, Random random) throws IOException {
        int choice = model.isValid() ? random.nextInt(24) : random.nextInt(4);
        if (choice == 0) {
            merged.seekToFirst();
            model.seekToFirst();
        } else if (choice == 1) {
            merged.seekToLast();
            model.seekToLast();
        } else if (choice == 2) {
            Slice key = key(random);
            long sequence = random.nextInt(100);
            merged.seek(key, sequence);
            model.seek(key, sequence);
        } else if (choice == 3) {
            Slice key = key(random);
            merged.seekBefore(key);
            model.seekBefore(key);
        } else if (choice < 16) {
            merged.next();
            model.next();
        } else {
            merged.previous();
            model.previous();
        }
    }
}
