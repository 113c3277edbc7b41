package dev.dolmen.benchmarks;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.ExpressionKind;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemCodec;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a condition of five terms costs on a stored item of 1 KB: all of it, as a request pays it whose expression has been
 * seen before, and its evaluation alone, as a filter pays it for each further item. The item is read as it is stored;
 * nothing of it is decoded. All terms hold, so that none is skipped.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class ConditionBenchmark {

    private static final String EXPRESSION = "#status = :inactive AND visits < :ten AND attribute_exists(profile.email)"
            + " AND begins_with(city, :l) AND contains(tags, :new)";

    private static final int ITEM_BYTES = 1024;

    private final Map<String, String> names = Map.of("#status", "status");
    private final Map<String, AttributeValue> values = Map.of(
            ":inactive", AttributeValue.s("inactive"),
            ":ten", AttributeValue.n(10),
            ":l", AttributeValue.s("Li"),
            ":new", AttributeValue.s("new"));

    private byte[] stored = {};
    private Condition bound = condition();

    @Setup
    public void store() {
        Item.Builder item = Item.builder()
                .put("id", AttributeValue.s("user-1"))
                .put("status", AttributeValue.s("inactive"))
                .put("visits", AttributeValue.n(7))
                .put("city", AttributeValue.s("Lisboa"))
                .put("tags", AttributeValue.ss("new", "north", "trial"))
                .put("profile", AttributeValue.m(Map.of("email", AttributeValue.s("ana@example.com"))));
        int bytes = item.build().sizeBytes();
        item.put("text", AttributeValue.s("x".repeat(ITEM_BYTES - bytes - "text".length())));
        stored = ItemCodec.encode(item.build());
        bound = condition();
        if (item.build().sizeBytes() != ITEM_BYTES || !evaluate()) {
            throw new AssertionError("not the item that was meant: " + item.build());
        }
    }

    private Condition condition() {
        Placeholders placeholders = new Placeholders(names, values);
        Condition condition = Condition.parse(EXPRESSION, ExpressionKind.CONDITION, placeholders);
        placeholders.requireAllUsed();
        return condition;
    }

    @Benchmark
    public boolean parseAndEvaluate() {
        return condition().test(EncodedItem.of(stored));
    }

    @Benchmark
    public boolean evaluate() {
        return bound.test(EncodedItem.of(stored));
    }
}
