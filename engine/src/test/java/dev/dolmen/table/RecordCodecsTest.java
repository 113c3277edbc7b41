package dev.dolmen.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.expressions.AttributeValueUpdate;
import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemFormatException;
import dev.dolmen.model.ReturnValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations, answers and definitions of tables as bytes: they come back as they were, or it is told that they are damaged. */
class RecordCodecsTest {

    private static final Operation.Answers ALL = new Operation.Answers(ReturnValue.ALL_OLD, true, true);
    private static final Item KEY = Item.of("p", "a", "s", 1);

    private static final UnaryOperator<byte[]> OPERATIONS =
            bytes -> OperationCodec.encode(OperationCodec.decode(bytes, 0, bytes.length));
    private static final UnaryOperator<byte[]> OUTCOMES =
            bytes -> OutcomeCodec.encodeAll(OutcomeCodec.decodeAll(bytes, 0, bytes.length));
    private static final UnaryOperator<byte[]> TABLES =
            bytes -> TableDefinitionCodec.encode(TableDefinitionCodec.decode(bytes, 0, bytes.length));

    private static ConditionSource expression() {
        return ConditionSource.Expression.compile(
                "#s = :i AND v < :ten",
                Map.of("#s", "status"),
                Map.of(":i", AttributeValue.s("inactive"), ":ten", AttributeValue.n(10)));
    }

    private static ConditionSource legacy() {
        Map<String, ExpectedAttributeValue> expected = new LinkedHashMap<>();
        expected.put("a", new ExpectedAttributeValue(AttributeValue.n(1), null, null, null));
        expected.put("b", new ExpectedAttributeValue(null, false, null, null));
        expected.put(
                "c",
                new ExpectedAttributeValue(
                        null, null, "BETWEEN", List.of(AttributeValue.s("x"), AttributeValue.s("y"))));
        expected.put("d", new ExpectedAttributeValue(null, null, "NOT_NULL", null));
        return ConditionSource.Legacy.compile(expected, "OR");
    }

    private static List<Operation> operations() {
        Map<String, AttributeValueUpdate> updates = new LinkedHashMap<>();
        updates.put("v", new AttributeValueUpdate(null, AttributeValue.s("new")));
        updates.put("w", new AttributeValueUpdate("ADD", AttributeValue.n(1)));
        updates.put("x", new AttributeValueUpdate("DELETE", null));
        return List.of(
                new Operation.Put(EncodedItem.of(Writes.item("a", 1, "v", 7)), expression(), ALL),
                new Operation.Delete(legacy(), ALL),
                new Operation.Delete(null, Operation.Answers.NONE),
                new Operation.Update(
                        KEY,
                        UpdateSource.Expression.compile(
                                "SET v = :v REMOVE #w",
                                Map.of("#w", "w"),
                                Map.of(":v", AttributeValue.l(AttributeValue.nul()))),
                        expression(),
                        new Operation.Answers(ReturnValue.UPDATED_NEW, false, false)),
                new Operation.Update(KEY, UpdateSource.Legacy.compile(updates), legacy(), ALL),
                new Operation.Check(expression(), ALL));
    }

    /** What an operation of each kind does to an item of an indexed table, and what it is told. */
    private static List<Outcome> outcomes() {
        TableDefinition table = Writes.indexedTable("t");
        EncodedItem old = EncodedItem.of(Writes.item("a", 1, "old", 3));
        Environment environment = new Environment(Limits.DYNAMODB, 1_000, null);
        return operations().stream()
                .map(operation -> Decider.decide(table, old, operation, environment))
                .toList();
    }

    @Test
    void comeBackAsTheyWere() {
        operations().forEach(operation -> comesBack(OperationCodec.encode(operation), OPERATIONS));
        comesBack(OutcomeCodec.encodeAll(outcomes()), OUTCOMES);
        comesBack(TableDefinitionCodec.encode(Writes.indexedTable("t")), TABLES);
    }

    private static void comesBack(byte[] bytes, UnaryOperator<byte[]> codec) {
        assertThat(codec.apply(bytes)).isEqualTo(bytes);
    }

    @Test
    void whateverIsDamagedIsReadOrTold() {
        operations().forEach(operation -> damaged(OperationCodec.encode(operation), OPERATIONS));
        damaged(OutcomeCodec.encodeAll(outcomes()), OUTCOMES);
        damaged(TableDefinitionCodec.encode(Writes.indexedTable("t")), TABLES);
    }

    /** Cut off anywhere, longer, or with any one bit changed. */
    private static void damaged(byte[] bytes, UnaryOperator<byte[]> codec) {
        for (int length = 0; length < bytes.length; length++) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.apply(shorter))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOfAny(RecordFormatException.class, ItemFormatException.class);
        }
        assertThatThrownBy(() -> codec.apply(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("bytes after the end");
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                codec.apply(changed);
            } catch (RecordFormatException | ItemFormatException told) {
                // As it should be, where the bytes say nothing any more.
            }
        }
    }

    @Test
    void aNewerVersionIsToldAsSuch() {
        byte[] bytes = TableDefinitionCodec.encode(Writes.table("t"));
        bytes[0]++;
        assertThatThrownBy(() -> TableDefinitionCodec.decode(bytes, 0, bytes.length))
                .isInstanceOfSatisfying(RecordFormatException.class, e -> assertThat(e.isNewer())
                        .isTrue())
                .hasMessageEndingWith("of version 2, written by a newer release");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 127, 128, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE})
    void numbersComeBack(long number) {
        byte[] bytes = new FieldWriter(1).number(number).toByteArray();
        FieldReader in = new FieldReader("a record", 1, bytes, 0, bytes.length);
        assertThat(in.number()).isEqualTo(number);
        in.end();
    }

    @Test
    void numbersOfMoreBytesThanTheLargestAreDamage() {
        byte[] bytes = new byte[11];
        Arrays.fill(bytes, (byte) 0x80);
        bytes[0] = 1;
        bytes[10] = 1;
        assertThatThrownBy(() -> new FieldReader("a record", 1, bytes, 0, bytes.length).number())
                .isInstanceOfSatisfying(RecordFormatException.class, e -> assertThat(e.isNewer())
                        .isFalse())
                .hasMessage("a record: a number of too many bytes before byte 10");
    }
}
