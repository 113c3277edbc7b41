package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredAttributesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 12, 13, 100})
    void isTheMapThatWasEncoded(int count) {
        Map<String, AttributeValue> model = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            model.put("name%03d".formatted(i), AttributeValue.n(i));
        }
        Map<String, AttributeValue> decoded =
                ItemCodec.decode(ItemCodec.encode(Item.of(model))).attributes();
        assertThat(decoded)
                .isInstanceOf(StoredAttributes.class)
                .isEqualTo(model)
                .hasSameHashCodeAs(model);
        assertThat(model).isEqualTo(decoded);
        assertThat(new ArrayList<>(decoded.keySet())).isEqualTo(new ArrayList<>(model.keySet()));
        List<String> visited = new ArrayList<>();
        decoded.forEach((name, value) -> visited.add(name + value));
        assertThat(visited)
                .isEqualTo(model.entrySet().stream()
                        .map(entry -> entry.getKey() + entry.getValue())
                        .toList());
        model.forEach((name, value) -> assertThat(decoded.get(name)).isEqualTo(value));
        assertThat(decoded).doesNotContainKey("other");
        assertThat(decoded.get("other")).isNull();
        assertThat(decoded.get(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100})
    void cannotBeChanged(int count) {
        Map<String, AttributeValue> model = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            model.put("name" + i, AttributeValue.bool(true));
        }
        Map<String, AttributeValue> decoded =
                ItemCodec.decode(ItemCodec.encode(Item.of(model))).attributes();
        assertThatThrownBy(() -> decoded.put("name1", AttributeValue.nul()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> decoded.remove("name1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(decoded::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> decoded.entrySet().iterator().next().setValue(AttributeValue.nul()))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
