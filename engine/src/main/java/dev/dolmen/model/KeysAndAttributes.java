package dev.dolmen.model;

import dev.dolmen.item.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link BatchGetItemRequest} reads from one table.
 *
 * @param keys the primary keys of the items; 1 to 100, none twice
 * @param consistentRead true costs twice as much; every read of this store is strongly consistent either way
 * @param projectionExpression the attributes to return
 * @param expressionAttributeNames what each {@code #name} in the expressions stands for
 * @param attributesToGet the legacy form of a projection: top-level attribute names
 */
public record KeysAndAttributes(
        @Nullable List<Item> keys,
        @Nullable Boolean consistentRead,
        @Nullable String projectionExpression,
        @Nullable Map<String, String> expressionAttributeNames,
        @Nullable List<String> attributesToGet) {

    public KeysAndAttributes {
        keys = Immutable.list(keys);
        expressionAttributeNames = Immutable.map(expressionAttributeNames);
        attributesToGet = Immutable.list(attributesToGet);
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.keys = keys;
        builder.consistentRead = consistentRead;
        builder.projectionExpression = projectionExpression;
        builder.expressionAttributeNames = expressionAttributeNames;
        builder.attributesToGet = attributesToGet;
        return builder;
    }

    /** Builds a {@link KeysAndAttributes}. Not thread-safe. */
    public static final class Builder {
        private @Nullable List<Item> keys;
        private @Nullable Boolean consistentRead;
        private @Nullable String projectionExpression;
        private @Nullable Map<String, String> expressionAttributeNames;
        private @Nullable List<String> attributesToGet;

        private Builder() {}

        /** The primary keys of the items; 1 to 100, none twice. */
        public Builder keys(@Nullable List<Item> keys) {
            this.keys = keys;
            return this;
        }

        /** True costs twice as much; every read of this store is strongly consistent either way. */
        public Builder consistentRead(@Nullable Boolean consistentRead) {
            this.consistentRead = consistentRead;
            return this;
        }

        /** The attributes to return. */
        public Builder projectionExpression(@Nullable String projectionExpression) {
            this.projectionExpression = projectionExpression;
            return this;
        }

        /** What each {@code #name} in the expressions stands for. */
        public Builder expressionAttributeNames(@Nullable Map<String, String> expressionAttributeNames) {
            this.expressionAttributeNames = expressionAttributeNames;
            return this;
        }

        /** The legacy form of a projection: top-level attribute names. */
        public Builder attributesToGet(@Nullable List<String> attributesToGet) {
            this.attributesToGet = attributesToGet;
            return this;
        }

        /** What has been set so far. */
        public KeysAndAttributes build() {
            return new KeysAndAttributes(
                    keys, consistentRead, projectionExpression, expressionAttributeNames, attributesToGet);
        }
    }
}
