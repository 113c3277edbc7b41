package dev.dolmen.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units of reads, and keys taken from items. */
class WhatWritesCountTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "4096, 1", "4097, 2", "8192, 2", "8193, 3", "40960, 10"})
    void readsCostAUnitForEachFourKilobytes(long bytes, double units) {
        assertThat(Units.read(bytes, true)).isEqualTo(units);
        assertThat(Units.read(bytes, false)).isEqualTo(units / 2);
    }

    @Test
    void keysAreTakenFromItems() {
        Item item = Writes.item("a", 7, "x", 3);
        PrimaryKey key = Writes.key("a", 7);
        KeySchema both = Writes.table("Keys").key();
        assertThat(both.keyOf(item)).isEqualTo(key);
        assertThat(both.keyOf(EncodedItem.of(item))).isEqualTo(key);
        assertThat(both.attributesOf(key)).isEqualTo(Item.of("p", "a", "s", 7));

        KeySchema partitionAlone = new KeySchema(new KeyAttribute("v", AttributeType.S), null);
        assertThat(partitionAlone.attributes()).containsExactly(new KeyAttribute("v", AttributeType.S));
        PrimaryKey byValue = new PrimaryKey(AttributeValue.s("x"), null);
        assertThat(partitionAlone.keyOf(item)).isEqualTo(byValue);
        assertThat(partitionAlone.keyOf(EncodedItem.of(item))).isEqualTo(byValue);
        assertThat(partitionAlone.attributesOf(byValue)).isEqualTo(Item.of("v", "x"));
    }

    @Test
    void anIndexThatIsFilledGetsWhatBelongsInIt() {
        TableDefinition table = Writes.indexedTable("Filled");
        IndexDefinition byWAndV = table.indexes().get(3);
        EncodedItem item = EncodedItem.of(Writes.item("a", 7, "x", 3));
        assertThat(IndexMaintenance.addition(table, byWAndV, item))
                .isEqualTo(new IndexChange(
                        byWAndV,
                        new EntryKey(
                                Writes.key("a", 7),
                                new IndexKey.Values(List.of(AttributeValue.n(3), AttributeValue.s("x")), List.of())),
                        item));
        assertThat(IndexMaintenance.addition(table, byWAndV, EncodedItem.of(Writes.item("a", 7, "x", -1))))
                .isNull();
    }
}
