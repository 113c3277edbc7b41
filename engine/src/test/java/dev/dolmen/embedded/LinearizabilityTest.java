package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.embedded.ItemRegister.Answer;
import dev.dolmen.embedded.ItemRegister.Call;
import dev.dolmen.embedded.ItemRegister.Kind;
import dev.dolmen.embedded.RandomCalls.Caller;
import dev.dolmen.embedded.RandomCalls.Opening;
import dev.dolmen.history.History;
import dev.dolmen.history.LinearizabilityChecker;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads on a few hot keys: every history must be explained by some order of its calls, across crashes too. */
@Timeout(300)
class LinearizabilityTest {

    private static final int KEYS = 3;

    private final RandomCalls calls = new RandomCalls();

    /** Of each key. */
    private final List<History<Call, Answer>> histories =
            Stream.generate(History<Call, Answer>::new).limit(KEYS).toList();

    @Test
    void callsOnHotKeysAreLinearizable() throws Exception {
        calls.run(on(Writes.table("t")), 1_500);
    }

    @Test
    void callsOnHotKeysOfAnIndexedTableAreLinearizable() throws Exception {
        calls.run(on(Writes.indexedTable("t")), 1_000);
    }

    @Test
    void andSoTheyAreAcrossPowerCuts() throws Exception {
        calls.acrossPowerCuts(on(Writes.indexedTable("t")), 10, 200, 200);
    }

    @Test
    @Tag("long")
    void andSoTheyAreAcrossManyPowerCuts() throws Exception {
        calls.acrossPowerCuts(on(Writes.indexedTable("t")), 300, 200, 200);
    }

    @AfterEach
    void someOrderExplainsEachHistory() {
        for (History<Call, Answer> history : histories) {
            assertThat(history.calls()).isNotEmpty();
            assertThat(LinearizabilityChecker.isLinearizable(new ItemRegister(), history.calls()))
                    .as("linearizable, %s", calls)
                    .isTrue();
        }
    }

    private Opening on(TableDefinition wanted) {
        return store -> {
            TableDefinition there = store.table(wanted.name());
            TableDefinition table =
                    there != null ? there : store.createTable(wanted).orElseThrow();
            return () -> caller(new ItemClient(store, table));
        };
    }

    private Caller caller(ItemClient client) {
        return random -> {
            int key = random.nextInt(KEYS);
            Call call = call(random);
            int id = histories.get(key).begin(call);
            histories.get(key).end(id, client.call(Writes.key("hot", key), call, null));
        };
    }

    private static Call call(Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        String value = "v" + random.nextInt(6);
        String expected = "v" + random.nextInt(6);
        return switch (kind) {
            case GET, DELETE, DELETE_IF_VALUE -> new Call(kind, "", expected);
            case PUT, PUT_IF_ABSENT, PUT_IF_VALUE -> new Call(kind, value, expected);
        };
    }
}
