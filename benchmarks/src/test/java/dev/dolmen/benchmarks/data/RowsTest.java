package dev.dolmen.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

    private static final DataSet DATA_SET = new DataSet(1_000, 200, 100);

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 400_000})
    void itemsHaveAboutTheSizeWanted(int bytes) {
        Rows rows = new Rows(new DataSet(1_000, bytes, 100), Form.ITEMS);
        for (long number = 0; number < 1_000; number += 111) {
            assertThat(rows.row(number).item().sizeBytes()).isBetween(bytes - 20, bytes + 20);
        }
    }

    @Test
    void theSameNumberIsTheSameRowInEveryForm() {
        Row item = new Rows(DATA_SET, Form.ITEMS).row(321);
        Row ordered = new Rows(DATA_SET, Form.ORDERED_KEYS).row(321);
        Row hashed = new Rows(DATA_SET, Form.HASHED_PARTITIONS).row(321);
        assertThat(EncodedItem.of(ordered.value()).decode()).isEqualTo(item.item());
        assertThat(hashed.value()).isEqualTo(ordered.value());
        assertThat(item.itemKey().get(Rows.PARTITION_KEY)).isEqualTo(AttributeValue.s("user#00000003"));
        assertThat(item.itemKey().get(Rows.SORT_KEY)).isEqualTo(AttributeValue.n(21));
    }

    /** What one row repeats of another is what a dictionary saves: that must not be most of it. */
    @Test
    void rowsHaveHardlyAPassageInCommon() {
        Rows rows = new Rows(DATA_SET, Form.ITEMS);
        int passage = 32;
        int passages = 0;
        Set<String> distinct = new HashSet<>();
        for (long number = 0; number < 200; number++) {
            String text = ((AttributeValue.S)
                            Objects.requireNonNull(rows.row(number).item().get("text")))
                    .value();
            for (int start = 0; start + passage <= text.length(); start++) {
                distinct.add(text.substring(start, start + passage));
                passages++;
            }
        }
        assertThat(distinct).hasSizeGreaterThan(passages * 9 / 10);
    }

    @Test
    void aRowsNumberIsReadFromWhateverHoldsIt() {
        Row item = new Rows(DATA_SET, Form.ITEMS).row(321);
        byte[] value = new Rows(DATA_SET, Form.ORDERED_KEYS).row(321).value();
        assertThat(Rows.number(item.item())).isEqualTo(321);
        assertThat(Rows.number(value, 0, value.length)).isEqualTo(321);
        assertThat(Rows.number(ByteBuffer.wrap(value))).isEqualTo(321);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ITEMS")
    void aPartitionIsOneRangeOfKeysInTheOrderOfItsSortKeys(Form form) {
        Rows rows = new Rows(DATA_SET, form);
        Row first = rows.place(200);
        byte[] last = first.key();
        for (long number = 201; number < 300; number++) {
            byte[] key = rows.place(number).key();
            assertThat(Arrays.compareUnsigned(last, key)).isNegative();
            assertThat(key).startsWith(Arrays.copyOf(first.key(), first.partitionBytes()));
            assertThat(Arrays.compareUnsigned(key, first.partitionEnd())).isNegative();
            last = key;
        }
        for (long other : new long[] {199, 300}) {
            assertThat(rows.place(other).partitionBytes()).isEqualTo(first.partitionBytes());
            assertThat(Arrays.copyOf(rows.place(other).key(), first.partitionBytes()))
                    .isNotEqualTo(Arrays.copyOf(first.key(), first.partitionBytes()));
        }
    }

    @Test
    void aPlaceBesideARowIsWithinItsPartitionRightAfterIt() {
        Rows rows = new Rows(DATA_SET, Form.ORDERED_KEYS);
        byte[] beside = rows.placeBeside(200).key();
        assertThat(Arrays.compareUnsigned(beside, rows.place(200).key())).isPositive();
        assertThat(Arrays.compareUnsigned(beside, rows.place(201).key())).isNegative();
    }

    @Test
    void threeOfFourAreInactiveAndSaySo() {
        Rows rows = new Rows(DATA_SET, Form.ORDERED_KEYS);
        int inactive = 0;
        for (long number = 0; number < DATA_SET.rows(); number++) {
            byte[] value = rows.row(number).value();
            assertThat(Rows.isInactive(value, 0, value.length)).isEqualTo(Rows.isInactive(number));
            inactive += Rows.isInactive(number) ? 1 : 0;
        }
        assertThat(inactive).isBetween(700, 800);
    }
}
