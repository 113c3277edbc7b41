package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.embedded.ExpiryScript.State;
import dev.dolmen.embedded.ExpiryScript.Step;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is written, deleted, enabled, disabled and waited for: what is left after a look has not expired. */
class ExpiryProperties {

    @Property(tries = 60)
    void aTableWithoutIndexesEqualsAMap(@ForAll Random random) throws IOException {
        equalsAMap(random, false, Databases.TINY);
    }

    @Property(tries = 60)
    void soDoesOneWithIndexes(@ForAll Random random) throws IOException {
        equalsAMap(random, true, Databases.TINY);
    }

    private static void equalsAMap(Random random, boolean indexed, StoreOptions options) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        SimulatedClock clock = new SimulatedClock();
        long start = clock.instant().getEpochSecond();
        EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run);
        store.createTable(indexed ? Writes.indexedTable(ExpiryScript.TABLE) : Writes.table(ExpiryScript.TABLE));
        State state = new State(new TreeMap<>(), false, start);
        for (int i = 0; i < 120; i++) {
            Step step = Step.random(random);
            ExpiryScript.perform(step, store, clock, start);
            state = state.after(step, start);
            assertThat(ExpiryScript.items(store)).as("step %d, %s", i, step).isEqualTo(state.items());
            switch (random.nextInt(12)) {
                case 0 -> store.orderedStore().flush();
                case 1 -> store.orderedStore().compact();
                case 2 -> {
                    store.close();
                    store = Databases.open(disk, clock, options, Runnable::run);
                }
                default -> {}
            }
            if (i % 8 == 0) {
                StoreChecker.check(store);
            }
        }
        StoreChecker.check(store);
        store.close();
    }
}
