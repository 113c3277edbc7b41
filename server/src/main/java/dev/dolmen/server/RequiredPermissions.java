package dev.dolmen.server;

import dev.dolmen.model.BatchGetItemRequest;
import dev.dolmen.model.BatchWriteItemRequest;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.TransactGetItem;
import dev.dolmen.model.TransactGetItemsRequest;
import dev.dolmen.model.TransactWriteItem;
import dev.dolmen.model.TransactWriteItemsRequest;
import dev.dolmen.server.policy.Permission;
import dev.dolmen.server.policy.Resource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which permissions the requests of an operation need (AWS, "Service Authorization Reference": Amazon DynamoDB, and the
 * Developer Guide, "Using IAM with DynamoDB transactions"). A batch needs the batch's own permission on each of its tables,
 * and none for the writes in it; a transaction needs those of the operations it is made of, and none of its own.
 *
 * @param <Q> the request
 */
@FunctionalInterface
interface RequiredPermissions<Q> {

    /**
     * All of them, in the order of the request.
     *
     * @param operation its name, which is that of the permission too where it needs one
     */
    Collection<Permission> of(String operation, Q request);

    /** Of operations that are about no table in particular. */
    static <Q> RequiredPermissions<Q> onEverything() {
        return (operation, request) -> List.of(new Permission(operation, Resource.ALL));
    }

    /** @param table the name or ARN of the table, as the request gives it */
    static <Q> RequiredPermissions<Q> onTable(Function<Q, @Nullable String> table) {
        return (operation, request) -> List.of(new Permission(operation, Resource.table(table.apply(request))));
    }

    /** Of reads: on the index, where they read one, and not on its table. */
    static <Q> RequiredPermissions<Q> onIndex(
            Function<Q, @Nullable String> table, Function<Q, @Nullable String> index) {
        return (operation, request) ->
                List.of(new Permission(operation, Resource.index(table.apply(request), index.apply(request))));
    }

    /** Of operations that know tables by their ARNs alone. */
    static <Q> RequiredPermissions<Q> onArn(Function<Q, @Nullable String> arn) {
        return (operation, request) -> List.of(new Permission(operation, Resource.arn(arn.apply(request))));
    }

    /** Tags need a permission of their own. */
    static Collection<Permission> ofCreateTable(String operation, CreateTableRequest request) {
        Resource table = Resource.table(request.tableName());
        Permission create = new Permission(operation, table);
        return request.tags() == null || request.tags().isEmpty()
                ? List.of(create)
                : List.of(create, new Permission("TagResource", table));
    }

    static Collection<Permission> ofBatchWrite(String operation, BatchWriteItemRequest request) {
        return onTablesOf(operation, request.requestItems());
    }

    static Collection<Permission> ofBatchGet(String operation, BatchGetItemRequest request) {
        return onTablesOf(operation, request.requestItems());
    }

    private static Collection<Permission> onTablesOf(String operation, @Nullable Map<String, ?> requestItems) {
        return requestItems == null
                ? List.of()
                : requestItems.keySet().stream()
                        .map(table -> new Permission(operation, Resource.table(table)))
                        .toList();
    }

    static Collection<Permission> ofTransactWrite(String operation, TransactWriteItemsRequest request) {
        Set<Permission> permissions = new LinkedHashSet<>();
        for (TransactWriteItem item : orNone(request.transactItems())) {
            if (item.conditionCheck() != null) {
                permissions.add(new Permission(
                        "ConditionCheckItem",
                        Resource.table(item.conditionCheck().tableName())));
            }
            if (item.put() != null) {
                permissions.add(
                        new Permission("PutItem", Resource.table(item.put().tableName())));
            }
            if (item.delete() != null) {
                permissions.add(new Permission(
                        "DeleteItem", Resource.table(item.delete().tableName())));
            }
            if (item.update() != null) {
                permissions.add(new Permission(
                        "UpdateItem", Resource.table(item.update().tableName())));
            }
        }
        return permissions;
    }

    static Collection<Permission> ofTransactGet(String operation, TransactGetItemsRequest request) {
        Set<Permission> permissions = new LinkedHashSet<>();
        for (TransactGetItem item : orNone(request.transactItems())) {
            if (item.get() != null) {
                permissions.add(
                        new Permission("GetItem", Resource.table(item.get().tableName())));
            }
        }
        return permissions;
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
