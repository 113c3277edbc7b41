package dev.dolmen.server.wire;

import dev.dolmen.expressions.AttributeCondition;
import dev.dolmen.expressions.AttributeValueUpdate;
import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.item.AttributeValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what requests had before there were expressions. */
final class LegacyParameters {

    private LegacyParameters() {}

    static @Nullable Map<String, AttributeValueUpdate> attributeUpdates(JsonReader json) throws IOException {
        return json.map(() -> {
            @Nullable String[] action = new String[1];
            @Nullable AttributeValue[] value = new AttributeValue[1];
            json.object(name -> {
                switch (name) {
                    case "Action" -> action[0] = json.string();
                    case "Value" -> value[0] = AttributeValues.value(json);
                    default -> json.skip();
                }
            });
            return new AttributeValueUpdate(action[0], value[0]);
        });
    }

    static @Nullable Map<String, ExpectedAttributeValue> expected(JsonReader json) throws IOException {
        return json.map(() -> {
            @Nullable AttributeValue[] value = new AttributeValue[1];
            @Nullable Boolean[] exists = new Boolean[1];
            Comparison comparison = new Comparison();
            json.object(name -> {
                switch (name) {
                    case "Value" -> value[0] = AttributeValues.value(json);
                    case "Exists" -> exists[0] = json.bool();
                    default -> comparison.read(name, json);
                }
            });
            return new ExpectedAttributeValue(value[0], exists[0], comparison.operator, comparison.operands);
        });
    }

    static @Nullable Map<String, AttributeCondition> conditions(JsonReader json) throws IOException {
        return json.map(() -> {
            Comparison comparison = new Comparison();
            json.object(name -> comparison.read(name, json));
            return new AttributeCondition(comparison.operator, comparison.operands);
        });
    }

    /** The two members that all legacy conditions have. */
    private static final class Comparison {
        private @Nullable String operator;
        private @Nullable List<AttributeValue> operands;

        void read(String name, JsonReader json) throws IOException {
            switch (name) {
                case "ComparisonOperator" -> operator = json.string();
                case "AttributeValueList" -> operands = json.list(() -> AttributeValues.value(json));
                default -> json.skip();
            }
        }
    }
}
