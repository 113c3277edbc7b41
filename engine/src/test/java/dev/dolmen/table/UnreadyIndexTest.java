package dev.dolmen.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.EncodedItem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a write does to an index that is not there yet, or not any more. */
class UnreadyIndexTest {

    private static final TableDefinition TABLE = Writes.indexedTable("items");

    private static List<String> touched(TableDefinition table, @Nullable IndexDefinition unfilled) {
        Write put = Writes.put(table, Writes.item("a", 1, "v", 1));
        Environment environment = new Environment(Limits.DYNAMODB, 0, unfilled);
        Outcome outcome = Decider.decide(table, EncodedItem.EMPTY, put.operation(), environment);
        return outcome.indexChanges().stream()
                .map(change -> change.index().name())
                .toList();
    }

    private static TableDefinition withState(String name, IndexDefinition.State state) {
        return TABLE.toBuilder()
                .indexes(TABLE.indexes().stream()
                        .map(index -> index.withId(10 + TABLE.indexes().indexOf(index)))
                        .map(index -> index.name().equals(name) ? index.withState(state) : index)
                        .toList())
                .build();
    }

    @Test
    void everyIndexThatCanBeReadIsKept() {
        assertThat(touched(TABLE, null)).containsExactly("by-v", "by-w", "by-v-w", "by-w-and-v");
    }

    @Test
    void anIndexThatIsFilledIsKeptWhereTheFillingHasBeen() {
        TableDefinition table = withState("by-v-w", IndexDefinition.State.CREATING);
        assertThat(touched(table, null)).containsExactly("by-v", "by-w", "by-v-w", "by-w-and-v");
        assertThat(touched(table, table.index("by-v-w"))).containsExactly("by-v", "by-w", "by-w-and-v");
    }

    @Test
    void anIndexThatIsDeletedIsNotKept() {
        TableDefinition table = withState("by-v-w", IndexDefinition.State.DELETING);
        assertThat(touched(table, null)).containsExactly("by-v", "by-w", "by-w-and-v");
    }
}
