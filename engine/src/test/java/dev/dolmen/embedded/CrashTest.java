package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.embedded.ItemRegister.Answer;
import dev.dolmen.embedded.ItemRegister.Call;
import dev.dolmen.embedded.ItemRegister.Kind;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.table.Applied;
import dev.dolmen.table.PrimaryKey;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A script of conditional writes with tokens, on a table with indexes, while other tables come and go; the power is cut
 * after each change of the disk. Whatever is left must open, hold what was acknowledged and nothing refused, in parts
 * that agree with each other, and answer every token as it did before.
 */
class CrashTest {

    private static final ItemRegister MODEL = new ItemRegister();

    /** Writes between two waits for the disk: what a cut may take is a number of the last ones. */
    private static final int GROUP = 3;

    private record Step(PrimaryKey key, Call call, String token) {}

    /** What is known of the table that comes and goes. */
    private enum Other {
        ABSENT,
        UNKNOWN,
        PRESENT
    }

    /** What the script was told before the power went. */
    private static final class Told {
        private int acknowledged;
        private int tried;
        private boolean created;
        private Other other = Other.ABSENT;
    }

    private final SimulatedClock clock = new SimulatedClock();

    @Test
    void aCutAfterAnyChangeLosesNothingTold() throws IOException {
        cutEverywhere(60, StoreOptions.builder().logSegmentBytes(1 << 20).build(), 1, 1);
    }

    @Test
    void soItIsWhileFlushingAndCompacting() throws IOException {
        cutEverywhere(150, Databases.TINY, 7, 1);
    }

    @Test
    @Tag("long")
    void soItIsInManyStates() throws IOException {
        cutEverywhere(400, Databases.TINY, 1, 4);
    }

    /**
     * @param stride cuts after each change whose number it divides, from a random first one on
     * @param chances how often each disk loses at random
     */
    private void cutEverywhere(int steps, StoreOptions options, int stride, int chances) throws IOException {
        PowerCuts cuts = new PowerCuts(chances);
        List<Step> script = script(cuts.random(), steps);
        Told whole = cuts.everywhere(
                stride,
                disk -> run(disk, options, script),
                (left, told) -> check(left, options, script, told, cuts.random()));
        assertThat(whole.acknowledged).isEqualTo(steps);
    }

    private static List<Step> script(Random random, int steps) {
        List<Step> script = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            PrimaryKey key = Writes.key("p" + random.nextInt(2), random.nextInt(3));
            String value = "v" + random.nextInt(3) + "x".repeat(random.nextInt(100));
            String expected = "v" + random.nextInt(3);
            Kind kind = Kind.values()[1 + random.nextInt(Kind.values().length - 1)];
            boolean delete = kind == Kind.DELETE || kind == Kind.DELETE_IF_VALUE;
            script.add(new Step(key, new Call(kind, delete ? "" : value, expected), "token-" + i));
        }
        return script;
    }

    private Told run(SimulatedDisk disk, StoreOptions options, List<Step> script) {
        Told told = new Told();
        try (EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run)) {
            TableDefinition table = store.createTable(Writes.indexedTable("t")).orElseThrow();
            told.created = true;
            ItemClient client = new ItemClient(store, table);
            long restsOn = 0;
            for (Step step : script) {
                if (told.tried % 20 == 7) {
                    told.other = Other.UNKNOWN;
                    store.createTable(Writes.indexedTable("other"));
                    told.other = Other.PRESENT;
                }
                told.tried++;
                Applied applied = store.apply(client.write(step.key(), step.call(), step.token()));
                restsOn = Math.max(restsOn, applied.restsOn());
                if (told.tried % 20 == 15) {
                    TableDefinition other = Objects.requireNonNull(store.table("other"));
                    store.apply(Writes.put(other, Writes.item("o", 1, "v", 1)));
                    told.other = Other.UNKNOWN;
                    store.dropTable("other");
                    told.other = Other.ABSENT;
                }
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

    private void check(SimulatedDisk left, StoreOptions options, List<Step> script, Told told, Random random)
            throws IOException {
        SimulatedDisk disk = left;
        if (random.nextInt(3) == 0) {
            disk = cutDuringRecovery(disk, options, random);
        }
        try (EmbeddedItemStore store = Databases.open(disk, clock, options, Runnable::run)) {
            StoreChecker.check(store);
            TableDefinition table = store.table("t");
            if (table == null) {
                assertThat(told.created).isFalse();
                return;
            }
            checkOther(store, told);
            int survived = survived(store, table, script, told);
            assertThat(survived).as("writes that survived").isGreaterThanOrEqualTo(told.acknowledged);
            checkTokens(store, table, script, told);
            StoreChecker.check(store);
        }
    }

    private SimulatedDisk cutDuringRecovery(SimulatedDisk left, StoreOptions options, Random random) {
        left.powerOffAfter(left.operations() + 1 + random.nextInt(12));
        try (EmbeddedItemStore store = Databases.open(left, clock, options, Runnable::run)) {
            StoreChecker.check(store);
        } catch (IOException e) {
            assertThat(left.isPoweredOff()).as("unexpected %s", e).isTrue();
        }
        return left.afterPowerLoss(PowerLoss.RANDOM, random.nextLong());
    }

    private static void checkOther(EmbeddedItemStore store, Told told) {
        if (told.other != Other.UNKNOWN) {
            assertThat(store.tableNames().contains("other"))
                    .as("the other table is there")
                    .isEqualTo(told.other == Other.PRESENT);
        }
    }

    /** How many writes of the script explain what is there: the acknowledged ones and some of those under way. */
    private static int survived(EmbeddedItemStore store, TableDefinition table, List<Step> script, Told told)
            throws IOException {
        Map<PrimaryKey, String> found = values(store, table, script);
        for (int count = told.tried; count >= told.acknowledged; count--) {
            Map<PrimaryKey, String> expected = new HashMap<>();
            script.forEach(step -> expected.put(step.key(), ""));
            for (Step step : script.subList(0, count)) {
                expected.compute(step.key(), (key, state) -> MODEL.stepWithoutAnswer(state, step.call()));
            }
            if (expected.equals(found)) {
                return count;
            }
        }
        return -1;
    }

    private static Map<PrimaryKey, String> values(EmbeddedItemStore store, TableDefinition table, List<Step> script)
            throws IOException {
        ItemClient client = new ItemClient(store, table);
        Map<PrimaryKey, String> values = new HashMap<>();
        for (Step step : script) {
            values.put(
                    step.key(),
                    client.call(step.key(), new Call(Kind.GET, "", ""), null).image());
        }
        return values;
    }

    /** Retries every write under its token: each answers as the model does, in the order in which they were made. */
    private static void checkTokens(EmbeddedItemStore store, TableDefinition table, List<Step> script, Told told)
            throws IOException {
        ItemClient client = new ItemClient(store, table);
        Map<PrimaryKey, String> states = new HashMap<>();
        for (Step step : script.subList(0, told.tried)) {
            String state = states.getOrDefault(step.key(), "");
            String after = MODEL.stepWithoutAnswer(state, step.call());
            states.put(step.key(), after);
            Answer answer = client.call(step.key(), step.call(), step.token());
            assertThat(MODEL.step(state, step.call(), answer))
                    .as("%s on \"%s\" answered %s", step, state, answer)
                    .contains(after);
        }
        values(store, table, script)
                .forEach((key, value) -> assertThat(value).as("%s", key).isEqualTo(states.getOrDefault(key, "")));
    }
}
