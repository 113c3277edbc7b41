package dev.dolmen.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Part of an item is like an item of these attributes, wherever the whole one is from. */
class PartOfItemTest {

    private static final Item WHOLE = Item.of("client", "C#1", "date", 20_261_121, "tags", Set.of("new", "urgent"));
    private static final Item KEY = Item.of("client", "C#1", "date", 20_261_121);

    private static final List<Item> WHOLES =
            List.of(WHOLE, EncodedItem.of(WHOLE).toItem());

    @Test
    void hasTheNamedAttributesAndNoOthers() {
        for (Item whole : WHOLES) {
            Item part = whole.part(List.of("date", "client"));
            assertThat(part.count()).isEqualTo(2);
            assertThat(part.isEmpty()).isFalse();
            assertThat(part.names()).containsExactly("date", "client");
            assertThat(part.string("client")).isEqualTo("C#1");
            assertThat(part.get("date")).isEqualTo(AttributeValue.n(20_261_121));
            assertThat(part.get("tags")).isNull();
            assertThat(part.has("tags")).isFalse();
            assertThat(part.has("date")).isTrue();
        }
    }

    @Test
    void equalsAnItemOfTheseAttributes() {
        for (Item whole : WHOLES) {
            Item part = whole.part(List.of("client", "date"));
            assertThat(part).isEqualTo(KEY).hasSameHashCodeAs(KEY).hasToString(KEY.toString());
            assertThat(KEY).isEqualTo(part);
            assertThat(part).isNotEqualTo(whole).isNotEqualTo(whole.part(List.of("client")));
            assertThat(whole).isNotEqualTo(part);
        }
    }

    @Test
    void isStoredAndMeasuredLikeOne() {
        for (Item whole : WHOLES) {
            Item part = whole.part(List.of("date", "client"));
            assertThat(part.sizeBytes()).isEqualTo(KEY.sizeBytes());
            assertThat(EncodedItem.of(part).toByteArray())
                    .isEqualTo(EncodedItem.of(KEY).toByteArray());
            assertThat(Item.builder().putAll(part.attributes()).build()).isEqualTo(KEY);
            part.requireValid();
        }
    }

    @Test
    void cannotBeChanged() {
        Item part = WHOLE.part(List.of("client"));
        assertThatThrownBy(() -> part.attributes().remove("client")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> part.attributes().put("client", AttributeValue.s("C#2")))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
