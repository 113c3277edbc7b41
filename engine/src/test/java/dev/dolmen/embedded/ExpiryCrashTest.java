package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.embedded.ExpiryScript.Kind;
import dev.dolmen.embedded.ExpiryScript.State;
import dev.dolmen.embedded.ExpiryScript.Step;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Power is cut while items are written, expire and are deleted, and while their times to live are enabled and disabled: the
 * expiry times that are kept are those of the items, and a look deletes what has expired and nothing else.
 */
class ExpiryCrashTest {

    @Test
    void aCutAfterAnyChangeLeavesItemsAndTheirTimes() throws IOException {
        cutEverywhere(60, StoreOptions.builder().logSegmentBytes(1 << 20).build(), 1);
    }

    @Test
    void soItIsWhileFlushingAndCompacting() throws IOException {
        cutEverywhere(120, Databases.TINY, 5);
    }

    @Test
    @Tag("long")
    void soItIsInManyStates() throws IOException {
        for (int run = 0; run < 10; run++) {
            cutEverywhere(150, Databases.TINY, 1);
        }
    }

    private static final class Told {
        private boolean created;
        private int done;
    }

    /** @param stride cuts after each change whose number it divides, from a random first one on */
    private static void cutEverywhere(int steps, StoreOptions options, int stride) throws IOException {
        PowerCuts cuts = new PowerCuts();
        List<Step> script = script(cuts.random(), steps);
        Told whole = cuts.everywhere(
                stride, disk -> run(disk, options, script), (left, told) -> check(left, options, script, told));
        assertThat(whole.done).isEqualTo(steps);
    }

    /** Begins with items, so that enabling has something to gather. */
    private static List<Step> script(Random random, int steps) {
        List<Step> script = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            script.add(i < 6 ? new Step(Kind.PUT, i, i) : Step.random(random));
        }
        script.set(6, new Step(Kind.ENABLE, 0, 0));
        return script;
    }

    private static Told run(SimulatedDisk disk, StoreOptions options, List<Step> script) {
        Told told = new Told();
        SimulatedClock clock = new SimulatedClock();
        long start = clock.instant().getEpochSecond();
        try (EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run)) {
            store.createTable(Writes.indexedTable(ExpiryScript.TABLE));
            told.created = true;
            for (Step step : script) {
                ExpiryScript.perform(step, store, clock, start);
                told.done++;
            }
        } catch (IOException e) {
            // Where the power goes, the script ends.
            assertThat(disk.isPoweredOff()).as("unexpected %s", e).isTrue();
        }
        return told;
    }

    private static void check(SimulatedDisk disk, StoreOptions options, List<Step> script, Told told)
            throws IOException {
        SimulatedClock clock = new SimulatedClock();
        long start = clock.instant().getEpochSecond();
        State before = state(script.subList(0, told.done), start);
        clock.set(Instant.ofEpochSecond(before.now()));
        try (EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run)) {
            StoreChecker.check(store);
            if (!told.created) {
                return;
            }
            // The step that was cut short may have been done or not; where it is many writes, some of them.
            State after = state(script.subList(0, Math.min(told.done + 1, script.size())), start);
            Map<Long, @Nullable Long> items = ExpiryScript.items(store);
            if (told.done == script.size() || isAtOnce(script.get(told.done))) {
                assertThat(items).isIn(before.items(), after.items());
            } else {
                assertThat(before.items()).containsAllEntriesOf(items);
                assertThat(items).containsAllEntriesOf(after.items());
            }
            TableDefinition table = Objects.requireNonNull(store.table(ExpiryScript.TABLE));
            boolean enabled = table.timeToLive() != null;
            assertThat(enabled).isIn(before.enabled(), after.enabled());
            store.deleteExpired();
            if (enabled) {
                items.values().removeIf(time -> time != null && time < before.now());
            }
            assertThat(ExpiryScript.items(store)).isEqualTo(items);
            StoreChecker.check(store);
        }
    }

    private static State state(List<Step> done, long start) {
        State state = new State(new TreeMap<>(), false, start);
        for (Step step : done) {
            state = state.after(step, start);
        }
        return state;
    }

    private static boolean isAtOnce(Step step) {
        return step.kind() != Kind.LOOK && step.kind() != Kind.CLEAR_PARTITION;
    }
}
