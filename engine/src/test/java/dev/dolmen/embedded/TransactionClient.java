package dev.dolmen.embedded;

import dev.dolmen.embedded.ItemsRegister.Answer;
import dev.dolmen.embedded.ItemsRegister.Call;
import dev.dolmen.embedded.ItemsRegister.Part;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.table.AppliedTransaction;
import dev.dolmen.table.ConditionSource;
import dev.dolmen.table.Found;
import dev.dolmen.table.ItemAddress;
import dev.dolmen.table.ItemStore;
import dev.dolmen.table.Operation;
import dev.dolmen.table.PrimaryKey;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Transaction;
import dev.dolmen.table.Write;
import dev.dolmen.table.Writes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of {@link ItemsRegister} to a store, and tells nothing before it is durable. The first two items are in a
 * plain table, the others in one item collection of a table with local indexes.
 */
final class TransactionClient {

    private final ItemStore store;
    private final List<TableDefinition> tables;

    private TransactionClient(ItemStore store, List<TableDefinition> tables) {
        this.store = store;
        this.tables = tables;
    }

    /** Creates the tables where they are not there yet. */
    static TransactionClient open(ItemStore store) throws IOException {
        List<TableDefinition> tables = new ArrayList<>();
        for (TableDefinition wanted : List.of(Writes.table("plain"), Writes.indexedTable("indexed"))) {
            TableDefinition table = store.table(wanted.name());
            tables.add(table != null ? table : store.createTable(wanted).orElseThrow());
        }
        return new TransactionClient(store, tables);
    }

    Answer call(Call call) throws IOException {
        if (call.parts().isEmpty()) {
            return new Answer(true, read());
        }
        AppliedTransaction applied = apply(call, null);
        store.awaitDurable(applied.restsOn(), null);
        return answer(applied);
    }

    AppliedTransaction apply(Call call, @Nullable String token) throws IOException {
        List<Write> writes = call.parts().stream().map(this::write).toList();
        return store.transact(new Transaction(writes, token == null ? null : Writes.token(token, call.toString())));
    }

    static Answer answer(AppliedTransaction applied) {
        return new Answer(
                !applied.isCancelled(),
                applied.outcomes().stream()
                        .map(outcome -> outcome.refusal() == null ? "held" : "failed")
                        .toList());
    }

    List<String> read() throws IOException {
        List<ItemAddress> addresses = new ArrayList<>();
        for (int item = 0; item < ItemsRegister.ITEMS; item++) {
            addresses.add(new ItemAddress(table(item), key(item)));
        }
        List<String> values = new ArrayList<>();
        long restsOn = 0;
        for (Found found : store.getAll(addresses)) {
            restsOn = Math.max(restsOn, found.restsOn());
            values.add(value(found.item()));
        }
        store.awaitDurable(restsOn, null);
        return List.copyOf(values);
    }

    private static String value(EncodedItem item) {
        EncodedValue value = item.get("v");
        return value == null ? "" : ((AttributeValue.S) value.decode()).value();
    }

    private TableDefinition table(int item) {
        return tables.get(item / 2);
    }

    private static PrimaryKey key(int item) {
        return Writes.key("p", item);
    }

    private Write write(Part part) {
        String expected = part.expected();
        ConditionSource condition =
                expected == null ? null : expected.isEmpty() ? Writes.absent() : Writes.valueIs(expected);
        TableDefinition table = table(part.item());
        String value = part.value();
        if (value == null) {
            return new Write(
                    table,
                    key(part.item()),
                    new Operation.Check(Objects.requireNonNull(condition), Operation.Answers.NONE),
                    null);
        }
        if (value.isEmpty()) {
            return Writes.delete(table, key(part.item()), condition, null);
        }
        return Writes.put(table, Writes.item("p", part.item(), value, value.length() % 3 - 1), condition, null);
    }
}
