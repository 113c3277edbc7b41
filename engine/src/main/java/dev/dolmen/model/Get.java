package dev.dolmen.model;

import dev.dolmen.item.Item;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an item, in a {@link TransactGetItemsRequest}.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param key the primary key of the item
 * @param projectionExpression the attributes to return; absent for all
 * @param expressionAttributeNames what each {@code #name} in the expressions stands for
 */
public record Get(
        @Nullable String tableName,
        @Nullable Item key,
        @Nullable String projectionExpression,
        @Nullable Map<String, String> expressionAttributeNames) {

    public Get {
        expressionAttributeNames = Immutable.map(expressionAttributeNames);
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.tableName = tableName;
        builder.key = key;
        builder.projectionExpression = projectionExpression;
        builder.expressionAttributeNames = expressionAttributeNames;
        return builder;
    }

    /** Builds a {@link Get}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String tableName;
        private @Nullable Item key;
        private @Nullable String projectionExpression;
        private @Nullable Map<String, String> expressionAttributeNames;

        private Builder() {}

        /** The table's name, or its ARN. */
        public Builder tableName(@Nullable String tableName) {
            this.tableName = tableName;
            return this;
        }

        /** The primary key of the item. */
        public Builder key(@Nullable Item key) {
            this.key = key;
            return this;
        }

        /** The attributes to return; absent for all. */
        public Builder projectionExpression(@Nullable String projectionExpression) {
            this.projectionExpression = projectionExpression;
            return this;
        }

        /** What each {@code #name} in the expressions stands for. */
        public Builder expressionAttributeNames(@Nullable Map<String, String> expressionAttributeNames) {
            this.expressionAttributeNames = expressionAttributeNames;
            return this;
        }

        /** What has been set so far. */
        public Get build() {
            return new Get(tableName, key, projectionExpression, expressionAttributeNames);
        }
    }
}
