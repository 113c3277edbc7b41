package dev.dolmen.table;

import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.DescribeTableResponse;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.TableStatus;
import java.io.IOException;
import java.util.Objects;

/** Describes a table: its definition, and how much it holds at this moment. */
public final class DescribeTable {

    private DescribeTable() {}

    /**
     * Answers a request.
     *
     * @throws ResourceNotFoundException when there is no table of that name
     */
    public static DescribeTableResponse perform(ItemStore store, DescribeTableRequest request) throws IOException {
        new Constraints().tableName(request.tableName()).require();
        TableDefinition table = Tables.requireByName(store, Objects.requireNonNull(request.tableName()));
        return new DescribeTableResponse(TableDescriptions.of(table, store.statistics(table), TableStatus.ACTIVE));
    }
}
