package dev.dolmen.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An item that decodes its attributes when it is asked for them cannot be told from one that holds them. */
class StoredItemProperties {

    private static final int READERS = 4;

    @Provide
    Arbitrary<Item> items() {
        return Items.items();
    }

    @Property
    void isTheItemThatWasStored(@ForAll("items") Item item, @ForAll("items") Item other) {
        requireSame(ItemCodec.decode(ItemCodec.encode(item)).attributes(), item.attributes(), other.attributes());
    }

    private static void requireSame(
            Map<String, AttributeValue> stored, Map<String, AttributeValue> model, Map<String, AttributeValue> other) {
        assertThat(stored).isEqualTo(model).hasSameHashCodeAs(model).hasSameSizeAs(model);
        assertThat(model).isEqualTo(stored);
        assertThat(stored.equals(other)).isEqualTo(model.equals(other));
        assertThat(stored.keySet()).isEqualTo(model.keySet()).hasSameHashCodeAs(model.keySet());
        assertThat(stored.entrySet()).isEqualTo(model.entrySet()).hasSameHashCodeAs(model.entrySet());
        assertThat(new ArrayList<>(stored.values()))
                .isEqualTo(stored.keySet().stream().map(model::get).toList());
        assertThat(new ArrayList<>(stored.keySet())).isEqualTo(sorted(model));
        List<String> visited = new ArrayList<>();
        stored.forEach((name, value) -> {
            visited.add(name);
            assertThat(value).isEqualTo(model.get(name));
        });
        assertThat(visited).isEqualTo(sorted(model));
        for (String name : other.keySet()) {
            assertThat(stored.containsKey(name)).isEqualTo(model.containsKey(name));
            assertThat(stored.get(name)).isEqualTo(model.get(name));
        }
        model.forEach((name, value) -> {
            assertThat(stored).containsKey(name);
            requireSame(stored.get(name), value);
        });
    }

    private static void requireSame(AttributeValue stored, AttributeValue model) {
        assertThat(stored).isEqualTo(model).hasSameHashCodeAs(model);
        assertThat(model).isEqualTo(stored);
        if (model instanceof AttributeValue.M map) {
            requireSame(((AttributeValue.M) stored).value(), map.value(), Map.of("a", AttributeValue.nul()));
        } else if (model instanceof AttributeValue.L list) {
            requireSame(((AttributeValue.L) stored).value(), list.value());
        }
    }

    private static void requireSame(List<AttributeValue> stored, List<AttributeValue> model) {
        assertThat(stored).isEqualTo(model).hasSameHashCodeAs(model).hasSameSizeAs(model);
        assertThat(model).isEqualTo(stored);
        for (int i = 0; i < model.size(); i++) {
            requireSame(stored.get(i), model.get(i));
        }
        assertThatThrownBy(() -> stored.get(model.size())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> stored.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> stored.add(AttributeValue.nul())).isInstanceOf(UnsupportedOperationException.class);
    }

    /** By the UTF-8 bytes of the names, which is not Java's order of strings. */
    private static List<String> sorted(Map<String, AttributeValue> attributes) {
        List<String> names = new ArrayList<>(attributes.keySet());
        names.sort((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        return names;
    }

    @Property
    void staysWhenTheBytesItWasReadFromChange(@ForAll("items") Item item, @ForAll Random random) {
        byte[] bytes = ItemCodec.encode(item);
        Item whole = ItemCodec.decode(bytes);
        EncodedItem encoded = EncodedItem.of(bytes);
        List<AttributeValue> values = new ArrayList<>();
        for (int i = 0; i < encoded.count(); i++) {
            values.add(encoded.value(i).decode());
        }
        random.nextBytes(bytes);
        assertThat(whole).isEqualTo(item);
        assertThat(values).isEqualTo(new ArrayList<>(whole.attributes().values()));
    }

    @Property(tries = 50)
    void isReadByManyThreadsAtOnce(@ForAll("items") Item item) throws Exception {
        Item stored = ItemCodec.decode(ItemCodec.encode(item));
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            CyclicBarrier start = new CyclicBarrier(READERS);
            Callable<Void> reader = () -> {
                start.await();
                requireSame(stored.attributes(), item.attributes(), Map.of());
                return null;
            };
            List<Future<Void>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(reader));
            }
            for (Future<Void> done : readers) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
