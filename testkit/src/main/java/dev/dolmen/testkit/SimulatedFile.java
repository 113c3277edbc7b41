package dev.dolmen.testkit;

import static dev.dolmen.testkit.Blocks.BLOCK_BYTES;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A file without a name: what readers see of it, what the disk holds of it, and every state in between that a power
 * failure can leave.
 *
 * <p>Each block written since the last sync is remembered with the states it went through, newest last; so is the
 * length. After a failed sync they count as given up: readers still see them, but later syncs do not write them, as on
 * Linux, which marks pages clean when their write-back fails ("Can Applications Recover from fsync Failures?", Rebello et
 * al., USENIX ATC 2020). Writing a block again makes it count as unsynced again.
 *
 * <p>Not thread-safe: the disk's lock guards it.
 */
final class SimulatedFile implements SimulatedNode {

    /** States remembered per block and for the length; of more, the oldest are forgotten, to bound memory. */
    private static final int MAX_STATES = 16;

    private final Blocks current;
    private final Blocks durable;
    private final TreeMap<Integer, List<byte[]>> unsynced = new TreeMap<>();
    private final TreeMap<Integer, List<byte[]>> givenUp = new TreeMap<>();
    private final List<Long> unsyncedLengths = new ArrayList<>();
    private final List<Long> givenUpLengths = new ArrayList<>();
    private long length;
    private long durableLength;

    /** How many names the file has. */
    int links;

    SimulatedFile() {
        this(new Blocks(), new Blocks(), 0, 0);
    }

    private SimulatedFile(Blocks current, Blocks durable, long length, long durableLength) {
        this.current = current;
        this.durable = durable;
        this.length = length;
        this.durableLength = durableLength;
    }

    long length() {
        return length;
    }

    void read(long position, byte[] target, int offset, int count) {
        current.read(position, target, offset, count);
    }

    void write(long position, byte[] bytes, int offset, int count) {
        int done = 0;
        while (done < count) {
            long at = position + done;
            int inBlock = (int) (at % BLOCK_BYTES);
            int part = Math.min(count - done, BLOCK_BYTES - inBlock);
            int index = Math.toIntExact(at / BLOCK_BYTES);
            byte[] block = current.get(index).clone();
            System.arraycopy(bytes, offset + done, block, inBlock, part);
            change(index, block);
            done += part;
        }
        if (count > 0 && position + count > length) {
            changeLength(position + count);
        }
    }

    void truncate(long size) {
        if (size >= length) {
            return;
        }
        int inBlock = (int) (size % BLOCK_BYTES);
        int index = Math.toIntExact(size / BLOCK_BYTES);
        if (inBlock > 0) {
            byte[] block = new byte[BLOCK_BYTES];
            System.arraycopy(current.get(index), 0, block, 0, inBlock);
            change(index, block);
            index++;
        }
        for (; index < current.count(); index++) {
            if (current.get(index) != Blocks.ZEROS) {
                change(index, Blocks.ZEROS);
            }
        }
        changeLength(size);
    }

    private void change(int index, byte[] block) {
        current.set(index, block);
        List<byte[]> states = unsynced.get(index);
        if (states == null) {
            List<byte[]> before = givenUp.remove(index);
            states = before == null ? new ArrayList<>(1) : before;
            unsynced.put(index, states);
        }
        remember(states, block);
    }

    private void changeLength(long size) {
        length = size;
        remember(unsyncedLengths, size);
    }

    private static <T> void remember(List<T> states, T newest) {
        if (states.size() == MAX_STATES) {
            states.remove(0);
        }
        states.add(newest);
    }

    void sync() {
        for (int index : unsynced.keySet()) {
            durable.set(index, current.get(index));
        }
        if (!unsyncedLengths.isEmpty()) {
            durableLength = length;
            givenUpLengths.clear();
        } else if (!unsynced.isEmpty()) {
            // Bytes written anew where a failed sync had given up the growth of the file take their length with them.
            durableLength = Math.max(durableLength, Math.min(length, (unsynced.lastKey() + 1L) * BLOCK_BYTES));
        }
        unsynced.clear();
        unsyncedLengths.clear();
    }

    /** What a failed sync does: nothing is written, and everything counts as written. */
    void giveUp() {
        unsynced.forEach((index, states) -> givenUp.merge(index, states, (earlier, later) -> later));
        unsynced.clear();
        unsyncedLengths.forEach(size -> remember(givenUpLengths, size));
        unsyncedLengths.clear();
    }

    /** A legal outcome of a power failure now. */
    SimulatedFile afterPowerLoss(PowerLoss policy, Random random) {
        Blocks left = durable.copy();
        SimulatedFile file = new SimulatedFile(left, left, durableLength, durableLength);
        switch (policy) {
            case LOSE_ALL_UNSYNCED -> {}
            case KEEP_ALL -> {
                SimulatedFile kept = afterKill();
                kept.sync();
                left = kept.durable;
                file = new SimulatedFile(left, left, kept.durableLength, kept.durableLength);
            }
            case RANDOM -> {
                int keptOfTen = random.nextInt(11);
                for (Map<Integer, List<byte[]>> changes : List.of(unsynced, givenUp)) {
                    for (Map.Entry<Integer, List<byte[]>> change : changes.entrySet()) {
                        if (random.nextInt(10) < keptOfTen) {
                            left.set(change.getKey(), pick(change.getValue(), random));
                        }
                    }
                }
                long size = random.nextInt(10) < keptOfTen ? pickLength(random) : durableLength;
                file = new SimulatedFile(left, left, size, size);
            }
        }
        return file.withoutBytesPastTheEnd();
    }

    private static <T> T pick(List<T> states, Random random) {
        return states.get(random.nextBoolean() ? states.size() - 1 : random.nextInt(states.size()));
    }

    /** One of the lengths the file had, or one on the way from one to the next larger, on a block's border. */
    private long pickLength(Random random) {
        List<Long> lengths = new ArrayList<>();
        lengths.add(durableLength);
        lengths.addAll(givenUpLengths);
        lengths.addAll(unsyncedLengths);
        int chosen = random.nextBoolean() ? lengths.size() - 1 : random.nextInt(lengths.size());
        long size = lengths.get(chosen);
        if (chosen > 0 && random.nextInt(4) == 0) {
            long before = lengths.get(chosen - 1);
            long blocksBetween = (size - before) / BLOCK_BYTES;
            if (blocksBetween > 0) {
                return size - size % BLOCK_BYTES - BLOCK_BYTES * (long) random.nextInt((int) blocksBetween);
            }
        }
        return size;
    }

    /** Files made longer later show zeros, so whatever lies past the end goes. */
    private SimulatedFile withoutBytesPastTheEnd() {
        Blocks blocks = current.copy();
        int firstPast = Math.toIntExact((length + BLOCK_BYTES - 1) / BLOCK_BYTES);
        for (int index = firstPast; index < blocks.count(); index++) {
            blocks.set(index, Blocks.ZEROS);
        }
        int inBlock = (int) (length % BLOCK_BYTES);
        if (inBlock > 0) {
            byte[] last = new byte[BLOCK_BYTES];
            System.arraycopy(blocks.get(firstPast - 1), 0, last, 0, inBlock);
            blocks.set(firstPast - 1, last);
        }
        return new SimulatedFile(blocks, blocks.copy(), length, length);
    }

    /** The same file for the processes that come after this one: nothing is lost, and nothing more is durable. */
    SimulatedFile afterKill() {
        SimulatedFile copy = new SimulatedFile(current.copy(), durable.copy(), length, durableLength);
        unsynced.forEach((index, states) -> copy.unsynced.put(index, new ArrayList<>(states)));
        givenUp.forEach((index, states) -> copy.givenUp.put(index, new ArrayList<>(states)));
        copy.unsyncedLengths.addAll(unsyncedLengths);
        copy.givenUpLengths.addAll(givenUpLengths);
        return copy;
    }

    /** Puts other bytes on the medium itself, as a fault of the disk does; the file counts as synced afterwards. */
    void replace(byte[] content) {
        truncate(0);
        write(0, content, 0, content.length);
        sync();
        givenUp.clear();
        givenUpLengths.clear();
        durableLength = length;
    }
}
