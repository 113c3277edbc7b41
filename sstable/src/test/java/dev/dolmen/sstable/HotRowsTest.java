package dev.dolmen.sstable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.filter.KeyHash;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which rows are kept by themselves, and when they go. */
class HotRowsTest {

    private static final long TABLE = 7;
    private static final long OTHER_TABLE = 8;
    private static final long BUDGET = 10_000_000;
    private static final int MORE_THAN_PATIENCE = 100;

    private static final Slice KEY = TableModel.text("key");
    /** Its row goes into the same slot as that of the other. */
    private static final Slice RIVAL = beside(KEY);

    private final HotRows one = new HotRows(3_000);
    private final SimulatedDisk disk = new SimulatedDisk();
    private final TableModel model = new TableModel();
    private final TableMemory memory = new TableMemory(BUDGET);
    private final PointResult result = new PointResult();

    /** Asks for a row, as a table does that has it. Returns whether it was there. */
    private static boolean ask(HotRows rows, long table, Slice key) {
        long hash = KeyHash.of(key);
        HotRows.Row row = rows.get(table, hash, key);
        if (row == null && rows.missed(hash)) {
            rows.put(table, hash, 3, key, key.toByteArray());
        }
        assertThat(row == null || key.equals(new Slice(row.value()))).isTrue();
        return row != null;
    }

    /** A key whose row goes into the same slot of two as another's. */
    private static Slice beside(Slice key) {
        for (int i = 0; ; i++) {
            Slice other = TableModel.text("other" + i);
            if ((KeyHash.of(other) & 0xffff) == (KeyHash.of(key) & 0xffff)) {
                return other;
            }
        }
    }

    @Test
    void aRowIsThereOnceItWasAskedFor() {
        assertThat(ask(one, TABLE, KEY)).isFalse();
        assertThat(ask(one, TABLE, KEY)).isTrue();
        assertThat(ask(one, TABLE, RIVAL)).isFalse();
        assertThat(ask(one, TABLE, KEY)).isTrue();
    }

    @Test
    void itStaysAsLongAsItIsAskedFor() {
        ask(one, TABLE, KEY);
        for (int i = 0; i < 1_000; i++) {
            assertThat(ask(one, TABLE, KEY)).isTrue();
            for (int j = 0; j < 10; j++) {
                assertThat(ask(one, TABLE, RIVAL)).isFalse();
            }
        }
    }

    @Test
    void itMakesRoomOnceNobodyAsksForIt() {
        ask(one, TABLE, KEY);
        int asked = 0;
        while (!ask(one, TABLE, RIVAL)) {
            assertThat(asked++).isLessThan(MORE_THAN_PATIENCE);
        }
        assertThat(asked).isGreaterThan(10);
        assertThat(ask(one, TABLE, KEY)).isFalse();
    }

    @Test
    void largeRowsTakeTurnsInTheRoomThereIs() {
        HotRows rows = new HotRows(50_000);
        List<Slice> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(TableModel.text("x".repeat(400) + i));
        }
        for (Slice key : all) {
            ask(rows, TABLE, key);
        }
        assertThat(rows.usedBytes()).isBetween(40_000L, 50_000L);
        List<Slice> wanted = all.subList(200, 220);
        for (int i = 0; i < MORE_THAN_PATIENCE; i++) {
            wanted.forEach(key -> ask(rows, TABLE, key));
        }
        assertThat(wanted.stream().filter(key -> ask(rows, TABLE, key)).count())
                .as("though others were first, and fill it")
                .isGreaterThan(15);
    }

    @Test
    void theSameKeyOfAnotherTableIsAnotherRow() {
        ask(one, TABLE, KEY);
        assertThat(ask(one, OTHER_TABLE, KEY)).isFalse();
        assertThat(ask(one, OTHER_TABLE, KEY)).as("need not wait").isTrue();
        assertThat(ask(one, TABLE, KEY)).isFalse();
    }

    @Test
    void takesNoMoreThanItMay() {
        HotRows rows = new HotRows(100_000);
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            ask(rows, i % 3, TableModel.text("key".repeat(random.nextInt(30)) + random.nextInt(2_000)));
            assertThat(rows.usedBytes()).isBetween(0L, 100_000L);
        }
        assertThat(rows.usedBytes()).isGreaterThan(20_000);
        rows.limit(rows.usedBytes() / 2);
        assertThat(rows.usedBytes()).isZero();
        rows.limit(100_000);
        assertThat(ask(rows, TABLE, KEY)).isFalse();
        assertThat(ask(rows, TABLE, KEY)).isTrue();
        rows.drop(TABLE);
        assertThat(rows.usedBytes()).isZero();
    }

    @Test
    void aValueThatIsReadAgainIsNotCopied() throws IOException {
        for (Compression compression : Compression.values()) {
            model.options = TableOptions.DEFAULT.withCompression(compression);
            model.put("key", 1, "a value");
            model.write(disk);
            try (RealFile file = new RealFile(disk.content(TableModel.FILE));
                    TableReader reader = file.open(memory)) {
                assertThat(reader.get(KEY, 1, result)).isTrue();
                byte[] first = result.value().array();
                assertThat(reader.get(KEY, 1, result)).isTrue();
                assertThat(result.value()).isEqualTo(TableModel.text("a value"));
                assertThat(result.value().array()).isSameAs(first);
                assertThat(memory.cacheStatistics().bytes()).isPositive();
                reader.distrustBlocks();
                assertThat(memory.cacheStatistics().bytes()).isZero();
                assertThat(reader.get(KEY, 1, result)).isTrue();
                assertThat(memory.cacheStatistics().bytes()).isPositive();
            }
            assertThat(memory.cacheStatistics().bytes()).isZero();
            disk.delete(TableModel.FILE);
        }
    }

    @Test
    void whoLooksBackSeesOlderVersions() throws IOException {
        model.put("key", 5, "new");
        model.put("key", 2, "old");
        model.write(disk);
        try (TableReader reader = TableReader.open(disk, TableModel.FILE, TableModel.NUMBER, memory)) {
            for (int i = 0; i < 3; i++) {
                assertThat(reader.get(KEY, 4, result)).isTrue();
                assertThat(result.value()).isEqualTo(TableModel.text("old"));
                assertThat(reader.get(KEY, 9, result)).isTrue();
                assertThat(result.value()).isEqualTo(TableModel.text("new"));
                assertThat(reader.get(KEY, 1, result)).isFalse();
            }
        }
    }
}
