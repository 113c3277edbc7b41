package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.embedded.ItemsRegister.Answer;
import dev.dolmen.embedded.ItemsRegister.Call;
import dev.dolmen.embedded.RandomCalls.Caller;
import dev.dolmen.history.History;
import dev.dolmen.history.LinearizabilityChecker;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real threads that transact on the same few items of two tables, in any order of items, and read them all at once: some
 * order of the calls must explain the whole history, across crashes too. A deadlock ends in the time-out.
 */
@Timeout(300)
class TransactionLinearizabilityTest {

    private final RandomCalls calls = new RandomCalls();
    private final History<Call, Answer> history = new History<>();

    @Test
    void transactionsAreLinearizable() throws Exception {
        calls.run(this::callers, 600);
    }

    @Test
    void andSoTheyAreAcrossPowerCuts() throws Exception {
        calls.acrossPowerCuts(this::callers, 10, 100, 100);
    }

    @Test
    @Tag("long")
    void andSoTheyAreAcrossManyPowerCuts() throws Exception {
        calls.acrossPowerCuts(this::callers, 200, 100, 100);
    }

    @AfterEach
    void someOrderExplainsTheHistory() {
        assertThat(history.calls()).isNotEmpty();
        assertThat(LinearizabilityChecker.isLinearizable(new ItemsRegister(), history.calls()))
                .as("linearizable, %s", calls)
                .isTrue();
    }

    private Supplier<Caller> callers(EmbeddedItemStore store) throws IOException {
        TransactionClient client = TransactionClient.open(store);
        return () -> new Transactor(client);
    }

    /** Its transactions have conditions that mostly hold of what it read last. */
    private final class Transactor implements Caller {
        private final TransactionClient client;
        private List<String> seen = new ItemsRegister().initialState();

        Transactor(TransactionClient client) {
            this.client = client;
        }

        @Override
        public void call(Random random) throws IOException {
            Call call = random.nextInt(3) == 0 ? Call.READ : ItemsRegister.randomTransaction(random, seen);
            int id = history.begin(call);
            Answer answer = client.call(call);
            history.end(id, answer);
            seen = call.parts().isEmpty() ? answer.seen() : seen;
        }
    }
}
