package dev.dolmen.table;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A change of a table that remembers what it was given. Not thread-safe. */
final class ChangedTable implements UnaryOperator<TableDefinition> {

    private final UnaryOperator<TableDefinition> change;
    private @Nullable TableDefinition before;

    ChangedTable(UnaryOperator<TableDefinition> change) {
        this.change = change;
    }

    @Override
    public TableDefinition apply(TableDefinition table) {
        before = table;
        return change.apply(table);
    }

    /** The table as it was before the change. Requires: the change has been made. */
    TableDefinition before() {
        return Objects.requireNonNull(before, "nothing was changed");
    }
}
