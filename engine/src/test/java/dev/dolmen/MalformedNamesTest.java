package dev.dolmen;

import static dev.dolmen.expressions.Attr.attr;
import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ValidationException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Half a surrogate pair has no form in UTF-8, and Java writes a question mark for it. So a name that has one must be refused,
 * or it would be that of another attribute.
 */
class MalformedNamesTest extends OpenStore {

    private static final String HALF = "\ud800";
    private static final Item ITEM = Item.of("id", "1", "?", "mark");

    private Table table;

    @BeforeEach
    void open() {
        table = dolmen.createTable("Marks").partitionKey("id", S).run();
        table.put(ITEM).run();
    }

    @AfterEach
    void close() {
        assertThat(table.get("1").item()).contains(ITEM);
    }

    /** As soon as it is given, or by the call that it is part of. */
    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfAny(InvalidItemException.class, ValidationException.class)
                .hasMessageContaining("U+D800");
    }

    @Test
    void aConditionDoesNotHoldOfAnotherAttribute() {
        refused(() -> table.delete("1")
                .onlyIf("attribute_exists(#n)")
                .name("#n", HALF)
                .run());
        refused(() -> table.delete("1").onlyIf(attr(HALF).eq("mark")).run());
        refused(() -> table.delete("1").onlyIf(attr("a.b" + HALF).exists()).run());
        refused(() -> dolmen.deleteItem(DeleteItemRequest.builder()
                .tableName("Marks")
                .key(Item.of("id", "1"))
                .expected(Map.of(HALF, new ExpectedAttributeValue(AttributeValue.s("mark"), null, null, null)))
                .build()));
    }

    @Test
    void anUpdateDoesNotChangeAnotherAttribute() {
        refused(() -> table.update("1")
                .expression("SET #n = :v")
                .name("#n", HALF)
                .value(":v", 1)
                .run());
        refused(() -> table.update("1").expression("REMOVE #n").name("#n", HALF).run());
        refused(() -> table.update("1").set(HALF, 1).run());
    }

    @Test
    void aReadShowsNoOtherAttribute() {
        refused(() -> dolmen.getItem(GetItemRequest.builder()
                .tableName("Marks")
                .key(Item.of("id", "1"))
                .projectionExpression("#n")
                .expressionAttributeNames(Map.of("#n", HALF))
                .build()));
        refused(() -> table.scan().filter(attr(HALF).exists()).count());
    }

    @Test
    void aTableHasNoAttributeThatIsAnotherOnceItIsOpenedAgain() {
        refused(() -> dolmen.createTable("Halves").partitionKey(HALF, S).run());
        refused(() -> dolmen.createTable(CreateTableRequest.builder()
                .tableName("Halves")
                .attributeDefinitions(List.of(AttributeDefinition.of("id", S)))
                .keySchema(List.of(KeySchemaElement.hash("id")))
                .globalSecondaryIndexes(List.of(new GlobalSecondaryIndex(
                        "index", List.of(KeySchemaElement.hash("id")), Projection.include(HALF))))
                .billingMode("PAY_PER_REQUEST")
                .build()));
        refused(() -> dolmen.updateTable("Marks").createIndex("index", HALF, S).run());
        refused(() -> table.enableTimeToLive(HALF));
        assertThat(dolmen.tableNames()).containsExactly("Marks");
    }

    @Test
    void aTokenIsNotTakenForAnother() {
        refused(() -> table.put(ITEM).token(HALF).run());
        refused(() -> dolmen.transactWrite(table.put(ITEM)).token(HALF).run());
    }
}
