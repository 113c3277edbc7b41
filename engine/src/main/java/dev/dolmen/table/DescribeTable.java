package dev.dolmen.table;

import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.DescribeTableResponse;
import dev.dolmen.model.ResourceNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;

/** Describes a table: its definition, and how much it holds at this moment. */
public final class DescribeTable {

    private DescribeTable() {}

    /**
     * Answers a request.
     *
     * @param now the time of the request
     * @throws ResourceNotFoundException when there is no table of that name
     */
    public static DescribeTableResponse perform(ItemStore store, DescribeTableRequest request, Instant now)
            throws IOException {
        new Constraints().tableName(request.tableName()).require();
        TableDefinition table = Tables.requireByName(store, Objects.requireNonNull(request.tableName()));
        return new DescribeTableResponse(new DescribedTable(table, store.statistics(table), now).describe());
    }
}
