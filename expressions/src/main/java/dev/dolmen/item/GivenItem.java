package dev.dolmen.item;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An item of values that a caller has given. */
final class GivenItem extends Item {

    private final Map<String, AttributeValue> attributes;

    /** Takes the map over, which is unmodifiable. */
    GivenItem(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    @Override
    public @Nullable AttributeValue get(String name) {
        return attributes.get(name);
    }

    @Override
    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    @Override
    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    @Override
    public int count() {
        return attributes.size();
    }

    @Override
    public void requireValid() {
        if (attributes instanceof GivenAttributes given) {
            given.requireValid();
        } else {
            attributes.forEach((name, value) -> value.requireValid());
        }
    }
}
