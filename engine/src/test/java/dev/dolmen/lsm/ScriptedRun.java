package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.ReadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Writes that are a function of a seed, and what a store must hold after each of them. Every batch also puts its number
 * under one key, so that a recovered store tells how many of them it has.
 */
final class ScriptedRun {

    private static final Slice COUNTER = slice("~counter");
    /** The content after the first n batches. */
    private final List<TreeMap<Slice, Slice>> states = new ArrayList<>(List.of(new TreeMap<>()));

    private final Random random;
    private int attempted;
    private int acknowledged;

    ScriptedRun(long seed) {
        random = new Random(seed);
    }

    /** How many batches were begun. */
    int attempted() {
        return attempted;
    }

    /** How many batches are durable as far as the writer was told. */
    int acknowledged() {
        return acknowledged;
    }

    /** Takes it that so many batches took effect, durable or not, and goes on from there. */
    void settle(int applied) {
        states.subList(applied + 1, states.size()).clear();
        attempted = applied;
    }

    /** Takes it that so many batches took effect, durably, as those that a recovered store shows. */
    void settleRecovered(int applied) {
        settle(applied);
        acknowledged = applied;
    }

    /** One batch, made durable most of the time; now and then a flush or a compaction. */
    void step(OrderedStore store) throws IOException {
        WriteBatch batch = nextBatch();
        attempted = states.size() - 1;
        long sequence = store.commit(batch);
        if (random.nextInt(4) > 0) {
            store.awaitDurable(sequence);
            acknowledged = attempted;
        }
        if (random.nextInt(15) == 0) {
            // Twice, so that the second finds nobody writing.
            store.tend();
            store.tend();
        }
        int maintenance = random.nextInt(60);
        if (maintenance == 0) {
            store.compact();
        } else if (maintenance < 3) {
            store.flush();
        }
    }

    private WriteBatch nextBatch() {
        TreeMap<Slice, Slice> state = new TreeMap<>(states.get(states.size() - 1));
        WriteBatch batch = new WriteBatch();
        for (int operations = 1 + random.nextInt(3); operations > 0; operations--) {
            Slice key = key(random.nextInt(40));
            int kind = random.nextInt(10);
            if (kind == 0) {
                Slice end = slice(new String(key.toByteArray(), StandardCharsets.UTF_8) + "~");
                batch.deleteRange(key, end);
                TestStores.deleteRange(state, key, end);
            } else if (kind < 4) {
                batch.delete(key);
                state.remove(key);
            } else {
                Slice value = slice("value " + states.size() + "." + operations + "-".repeat(random.nextInt(80)));
                batch.put(key, value);
                state.put(key, value);
            }
        }
        Slice count = slice(Integer.toString(states.size()));
        batch.put(COUNTER, count);
        state.put(COUNTER, count);
        states.add(state);
        return batch;
    }

    /** Some keys are prefixes of others, so that a range often covers several. */
    private static Slice key(int number) {
        return slice("k" + number / 4 + (number % 4 == 0 ? "" : "/" + number % 4));
    }

    /**
     * Checks that a store that was just opened holds just the first so many batches, no fewer than were acknowledged.
     *
     * @return how many
     */
    int check(OrderedStore store) throws IOException {
        ReadResult result = new ReadResult();
        int applied = store.get(COUNTER, null, result)
                ? Integer.parseInt(new String(result.value().toByteArray(), StandardCharsets.UTF_8))
                : 0;
        assertThat(applied).as("batches recovered").isBetween(acknowledged, attempted);
        TreeMap<Slice, Slice> contents = TestStores.contents(store, null);
        assertThat(contents).isEqualTo(states.get(applied));
        List<Slice> keys = new ArrayList<>(List.of(COUNTER));
        for (int i = 0; i < 40; i++) {
            keys.add(key(i));
            boolean found = store.get(key(i), null, result);
            assertThat(found ? result.value() : null)
                    .isEqualTo(states.get(applied).get(key(i)));
        }
        TestStores.checkCensus(store, contents, keys);
        return applied;
    }
}
