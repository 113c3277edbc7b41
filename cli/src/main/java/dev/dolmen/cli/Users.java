package dev.dolmen.cli;

import static dev.dolmen.expressions.Attr.attr;

import dev.dolmen.DeleteCall;
import dev.dolmen.Dolmen;
import dev.dolmen.Table;
import dev.dolmen.item.Item;
import dev.dolmen.model.PutItemResponse;
import dev.dolmen.model.ScalarAttributeType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The table of the quickstart: users, of whom every third is active and must not be deleted. */
final class Users {

    static final String TABLE = "Users";
    private static final int ACTIVE_EVERY = 3;

    private Users() {}

    static void createTable(Dolmen dolmen) {
        dolmen.createTable(TABLE).partitionKey("user_id", ScalarAttributeType.S).run();
    }

    /** Writes users {@code 0} to {@code count - 1} of a round, many writes to a sync. */
    static void put(Dolmen dolmen, int round, int count) {
        Table users = dolmen.table(TABLE);
        List<CompletableFuture<PutItemResponse>> writes = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            writes.add(users.put(user(round, number)).runAsync());
        }
        writes.forEach(CompletableFuture::join);
    }

    static Item user(int round, int number) {
        return Item.of(
                "user_id", id(round, number), "status", isActive(number) ? "active" : "inactive", "logins", number);
    }

    static boolean isActive(int number) {
        return number % ACTIVE_EVERY == 0;
    }

    static String id(int round, int number) {
        return round + "-" + number;
    }

    static @Nullable Item get(Dolmen dolmen, int round, int number) {
        return dolmen.table(TABLE).get(id(round, number)).item().orElse(null);
    }

    /** "Delete this user if inactive, and tell me who it was", under a token that names this very request. */
    static DeleteCall deleteIfInactive(Dolmen dolmen, int round, int number) {
        return dolmen.table(TABLE)
                .delete(id(round, number))
                .onlyIf(attr("status").eq("inactive"))
                .returningOld()
                .token("delete-" + id(round, number));
    }
}
