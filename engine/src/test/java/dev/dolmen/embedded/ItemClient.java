package dev.dolmen.embedded;

import dev.dolmen.embedded.ItemRegister.Answer;
import dev.dolmen.embedded.ItemRegister.Call;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.table.Applied;
import dev.dolmen.table.ConditionSource;
import dev.dolmen.table.Found;
import dev.dolmen.table.ItemStore;
import dev.dolmen.table.PrimaryKey;
import dev.dolmen.table.RequestToken;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Write;
import dev.dolmen.table.Writes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes the calls of {@link ItemRegister} to a store, and tells nothing before it is durable. */
final class ItemClient {

    private final ItemStore store;
    private final TableDefinition table;

    ItemClient(ItemStore store, TableDefinition table) {
        this.store = store;
        this.table = table;
    }

    Answer call(PrimaryKey key, Call call, @Nullable String token) throws IOException {
        if (call.kind() == ItemRegister.Kind.GET) {
            Found found = store.get(table, key);
            store.awaitDurable(found.restsOn(), null);
            return new Answer(true, value(found.item()));
        }
        Applied applied = store.apply(write(key, call, token));
        store.awaitDurable(applied.restsOn(), null);
        return answer(applied);
    }

    Write write(PrimaryKey key, Call call, @Nullable String name) {
        RequestToken token = name == null ? null : Writes.token(name, key + " " + call);
        ConditionSource condition =
                switch (call.kind()) {
                    case GET, PUT, DELETE -> null;
                    case PUT_IF_ABSENT -> Writes.absent();
                    case PUT_IF_VALUE, DELETE_IF_VALUE -> Writes.valueIs(call.expected());
                };
        if (call.value().isEmpty()) {
            return Writes.delete(table, key, condition, token);
        }
        String partition = ((AttributeValue.S) key.partition()).value();
        long sort = Long.parseLong(((AttributeValue.N) java.util.Objects.requireNonNull(key.sort()))
                .value()
                .toString());
        // Every other value is in the index of keys only, so that writes add and remove its entries too.
        long w = call.value().hashCode() % 2 == 0 ? call.value().length() : -1;
        return Writes.put(table, Writes.item(partition, sort, call.value(), w), condition, token);
    }

    static Answer answer(Applied applied) {
        EncodedItem image = applied.outcome().image();
        return new Answer(applied.outcome().refusal() == null, image == null ? "" : value(image));
    }

    private static String value(EncodedItem item) {
        EncodedValue value = item.get("v");
        return value == null ? "" : ((AttributeValue.S) value.decode()).value();
    }
}
