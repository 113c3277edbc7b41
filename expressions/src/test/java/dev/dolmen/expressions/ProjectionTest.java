package dev.dolmen.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Projections: what of an item they show. */
class ProjectionTest {
    private static final AttributeValue ONE = AttributeValue.n(1);
    private static final AttributeValue TWO = AttributeValue.n(2);
    private static final EncodedItem ITEM = EncodedItem.of(Item.builder()
            .put("a", ONE)
            .put("l", AttributeValue.l(ONE, TWO, AttributeValue.l(ONE, TWO), map("x", ONE, "y", TWO)))
            .put("m", map("k", ONE, "z", map("q", ONE, "r", TWO)))
            .build());

    @Test
    void wholeAttributes() {
        assertThat(project("a")).isEqualTo(Item.of("a", ONE));
        assertThat(project("a, zzz")).isEqualTo(Item.of("a", ONE));
        assertThat(project("zzz")).isEqualTo(Item.EMPTY);
        assertThat(project("a, l, m")).isEqualTo(ITEM.decode());
    }

    @Test
    void membersOfMaps() {
        assertThat(project("m.z.q, m.k"))
                .isEqualTo(Item.of("m", map("k", ONE, "z", AttributeValue.m(Map.of("q", ONE)))));
        assertThat(project("m.zzz")).isEqualTo(Item.EMPTY);
        assertThat(project("m.k.x, a[0], l.x")).isEqualTo(Item.EMPTY);
        assertThat(project("m[0], l[9], l[3][0]")).isEqualTo(Item.EMPTY);
    }

    @Test
    void elementsOfListsCloseUpInTheListsOrder() {
        assertThat(project("l[1], l[0]")).isEqualTo(Item.of("l", AttributeValue.l(ONE, TWO)));
        assertThat(project("l[2][1], l[0]")).isEqualTo(Item.of("l", AttributeValue.l(ONE, AttributeValue.l(TWO))));
        assertThat(project("l[3].y, l[2][0]"))
                .isEqualTo(Item.of("l", AttributeValue.l(AttributeValue.l(ONE), AttributeValue.m(Map.of("y", TWO)))));
    }

    private static Item project(String expression) {
        return Projection.parse(expression, Placeholders.none()).apply(ITEM);
    }

    private static AttributeValue map(String k, AttributeValue v, String k2, AttributeValue v2) {
        return AttributeValue.m(Map.of(k, v, k2, v2));
    }
}
