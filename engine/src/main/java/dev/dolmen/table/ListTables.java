package dev.dolmen.table;

import dev.dolmen.model.ListTablesRequest;
import dev.dolmen.model.ListTablesResponse;
import java.util.List;

/** Lists the names of tables, a page at a time. */
public final class ListTables {

    private static final int MAX_NAMES = 100;

    private ListTables() {}

    /**
     * Answers a request.
     *
     * @throws dev.dolmen.model.ValidationException when the limit is not 1 to 100, or the name is none a table could have
     */
    public static ListTablesResponse perform(ItemStore store, ListTablesRequest request) {
        String start = request.exclusiveStartTableName();
        new Constraints()
                .atLeast("limit", request.limit(), 1)
                .atMost("limit", request.limit(), MAX_NAMES)
                .optionalName("exclusiveStartTableName", start)
                .require();
        int limit = request.limit() == null ? MAX_NAMES : request.limit();
        List<String> names = store.tableNames().stream()
                .filter(name -> start == null || name.compareTo(start) > 0)
                .limit(limit + 1L)
                .toList();
        return names.size() > limit
                ? new ListTablesResponse(names.subList(0, limit), names.get(limit - 1))
                : new ListTablesResponse(names, null);
    }
}
