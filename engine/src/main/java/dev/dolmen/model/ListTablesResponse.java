package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link ListTablesRequest}.
 *
 * @param tableNames the names, in order
 * @param lastEvaluatedTableName the last name, if there are more after it
 */
public record ListTablesResponse(List<String> tableNames, @Nullable String lastEvaluatedTableName) {

    public ListTablesResponse {
        tableNames = Immutable.list(tableNames);
    }
}
