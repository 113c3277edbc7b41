package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.embedded.ItemsRegister.Call;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.table.AppliedTransaction;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A script of transactions with tokens; the power is cut after each change of the disk. What is left must hold whole
 * transactions only, all that were acknowledged among them, and repeating the script does each of them once.
 */
class TransactionCrashTest {

    private static final ItemsRegister MODEL = new ItemsRegister();

    /** Transactions between two waits for the disk. */
    private static final int GROUP = 3;

    private final SimulatedClock clock = new SimulatedClock();

    /** What the script was told before the power went. */
    private static final class Told {
        private int acknowledged;
        private int tried;
    }

    @Test
    void aCutAfterAnyChangeLeavesWholeTransactions() throws IOException {
        cutEverywhere(40, StoreOptions.builder().logSegmentBytes(1 << 20).build(), 1);
    }

    @Test
    void soItIsWhileFlushingAndCompacting() throws IOException {
        cutEverywhere(100, Databases.TINY, 7);
    }

    @Test
    @Tag("long")
    void soItIsInManyStates() throws IOException {
        cutEverywhere(300, Databases.TINY, 1);
    }

    /** @param stride cuts after each change whose number it divides, from a random first one on */
    private void cutEverywhere(int steps, StoreOptions options, int stride) throws IOException {
        PowerCuts cuts = new PowerCuts();
        List<Call> script = script(cuts.random(), steps);
        Told whole = cuts.everywhere(
                stride, disk -> run(disk, options, script), (left, told) -> check(left, options, script, told));
        assertThat(whole.acknowledged).isEqualTo(steps);
    }

    /** Transactions whose conditions mostly hold when they are made in this order. */
    private static List<Call> script(Random random, int steps) {
        List<Call> script = new ArrayList<>();
        List<String> state = MODEL.initialState();
        for (int i = 0; i < steps; i++) {
            Call call = ItemsRegister.randomTransaction(random, state);
            script.add(call);
            state = MODEL.stepWithoutAnswer(state, call);
        }
        return script;
    }

    private static List<String> state(List<Call> script, int count) {
        List<String> state = MODEL.initialState();
        for (Call call : script.subList(0, count)) {
            state = MODEL.stepWithoutAnswer(state, call);
        }
        return state;
    }

    private static String token(int number) {
        return "token-" + number;
    }

    private Told run(SimulatedDisk disk, StoreOptions options, List<Call> script) {
        Told told = new Told();
        try (EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run)) {
            TransactionClient client = TransactionClient.open(store);
            long restsOn = 0;
            for (Call call : script) {
                told.tried++;
                AppliedTransaction applied = client.apply(call, token(told.tried));
                restsOn = Math.max(restsOn, applied.restsOn());
                if (told.tried % GROUP == 0 || told.tried == script.size()) {
                    store.awaitDurable(restsOn, null);
                    told.acknowledged = told.tried;
                }
            }
        } catch (IOException e) {
            // Where the power goes, the script ends; what it was told until then is what counts.
            assertThat(disk.isPoweredOff()).as("unexpected %s", e).isTrue();
        }
        return told;
    }

    private void check(SimulatedDisk left, StoreOptions options, List<Call> script, Told told) throws IOException {
        try (EmbeddedItemStore store = Databases.open(left, clock, options, Runnable::run)) {
            StoreChecker.check(store);
            if (told.acknowledged == 0 && store.tableNames().size() < 2) {
                return;
            }
            TransactionClient client = TransactionClient.open(store);
            List<String> found = client.read();
            List<Integer> explanations = new ArrayList<>();
            for (int count = told.acknowledged; count <= told.tried; count++) {
                if (state(script, count).equals(found)) {
                    explanations.add(count);
                }
            }
            assertThat(explanations)
                    .as("prefixes of the script that explain %s", found)
                    .isNotEmpty();
            repeat(client, script, told);
            StoreChecker.check(store);
        }
    }

    /** Repeats what was tried. What had been done answers as it did and does nothing; the rest is done now. */
    private static void repeat(TransactionClient client, List<Call> script, Told told) throws IOException {
        List<String> state = MODEL.initialState();
        boolean survived = true;
        for (int number = 1; number <= told.tried; number++) {
            Call call = script.get(number - 1);
            ItemsRegister.Answer expected = ItemsRegister.answer(state, call);
            state = MODEL.stepWithoutAnswer(state, call);
            if (!expected.done()) {
                continue; // A refused transaction is not remembered; decided anew, it might be done.
            }
            AppliedTransaction applied = client.apply(call, token(number));
            assertThat(TransactionClient.answer(applied))
                    .as("answer of %s", call)
                    .isEqualTo(expected);
            if (number <= told.acknowledged || !survived) {
                assertThat(applied.replayed()).as("%d is remembered", number).isEqualTo(survived);
            }
            survived = applied.replayed();
        }
        assertThat(client.read()).isEqualTo(state);
    }
}
