package dev.dolmen.model;

import dev.dolmen.item.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the item that has a key.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param key the primary key: every key attribute of the table and no other
 * @param consistentRead true costs twice as much; every read of this store is strongly consistent either way
 * @param projectionExpression the attributes to return
 * @param expressionAttributeNames what each {@code #name} in the expressions stands for
 * @param attributesToGet the legacy form of a projection: top-level attribute names
 * @param returnConsumedCapacity {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}
 */
public record GetItemRequest(
        @Nullable String tableName,
        @Nullable Item key,
        @Nullable Boolean consistentRead,
        @Nullable String projectionExpression,
        @Nullable Map<String, String> expressionAttributeNames,
        @Nullable List<String> attributesToGet,
        @Nullable String returnConsumedCapacity) {

    public GetItemRequest {
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
        builder.tableName = tableName;
        builder.key = key;
        builder.consistentRead = consistentRead;
        builder.projectionExpression = projectionExpression;
        builder.expressionAttributeNames = expressionAttributeNames;
        builder.attributesToGet = attributesToGet;
        builder.returnConsumedCapacity = returnConsumedCapacity;
        return builder;
    }

    /** Builds a {@link GetItemRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String tableName;
        private @Nullable Item key;
        private @Nullable Boolean consistentRead;
        private @Nullable String projectionExpression;
        private @Nullable Map<String, String> expressionAttributeNames;
        private @Nullable List<String> attributesToGet;
        private @Nullable String returnConsumedCapacity;

        private Builder() {}

        /** The table's name, or its ARN. */
        public Builder tableName(@Nullable String tableName) {
            this.tableName = tableName;
            return this;
        }

        /** The primary key: every key attribute of the table and no other. */
        public Builder key(@Nullable Item key) {
            this.key = key;
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

        /** One of {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}. */
        public Builder returnConsumedCapacity(@Nullable String returnConsumedCapacity) {
            this.returnConsumedCapacity = returnConsumedCapacity;
            return this;
        }

        /** One of {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}. */
        public Builder returnConsumedCapacity(ReturnConsumedCapacity returnConsumedCapacity) {
            this.returnConsumedCapacity = returnConsumedCapacity.name();
            return this;
        }

        /** What has been set so far. */
        public GetItemRequest build() {
            return new GetItemRequest(
                    tableName,
                    key,
                    consistentRead,
                    projectionExpression,
                    expressionAttributeNames,
                    attributesToGet,
                    returnConsumedCapacity);
        }
    }
}
