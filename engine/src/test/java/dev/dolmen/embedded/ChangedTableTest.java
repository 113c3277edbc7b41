package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A change of a table's definition, with the power cut after each change of the disk. */
class ChangedTableTest {

    private static final Map<String, String> TAGS = Map.of("stage", "test");

    private final SimulatedClock clock = new SimulatedClock();

    @Test
    void aChangeIsThereWhenItWasToldAndWholeOrNotOtherwise() throws IOException {
        assertThat(new PowerCuts().everywhere(1, this::change, this::check)).isTrue();
    }

    private void check(SimulatedDisk left, boolean told) throws IOException {
        try (EmbeddedItemStore store = Databases.open(left, clock)) {
            StoreChecker.check(store);
            TableDefinition table = store.table("t");
            Map<String, String> tags = table == null ? Map.of() : table.tags();
            assertThat(tags).isIn(Map.of(), TAGS);
            assertThat(told && tags.isEmpty()).as("lost what was told").isFalse();
        }
    }

    /** Whether the change was acknowledged. */
    private boolean change(SimulatedDisk disk) {
        boolean acknowledged = false;
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            store.createTable(Writes.indexedTable("t"));
            store.changeTable("t", table -> table.withTags(TAGS));
            acknowledged = true;
        } catch (IOException e) {
            // The power may go while closing too, after the change was acknowledged.
            assertThat(disk.isPoweredOff()).as("unexpected %s", e).isTrue();
        }
        return acknowledged;
    }

    @Test
    void aChangeThatThrowsChangesNothing() throws IOException {
        try (EmbeddedItemStore store = Databases.open(new SimulatedDisk(), clock)) {
            store.createTable(Writes.table("t"));
            assertThatThrownBy(() -> store.changeTable("t", table -> {
                        throw new IllegalStateException("no");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(Objects.requireNonNull(store.table("t")).tags()).isEmpty();
            assertThat(store.changeTable("none", table -> table)).isNull();
        }
    }
}
