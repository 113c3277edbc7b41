package dev.dolmen.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts and deletes of up to 25 items in one or more tables; each write is atomic, the whole is not.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param requestItems the writes, by table name or ARN
 * @param returnConsumedCapacity {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}
 * @param returnItemCollectionMetrics {@code NONE} (when absent) or {@code SIZE}
 * @param requestToken Dolmen's own: names this write, so that repeating it gives the first answer again; 1 to 128 characters, remembered for at least ten minutes
 * @param durability Dolmen's own: when this write may be acknowledged; absent means as the store was opened
 */
public record BatchWriteItemRequest(
        @Nullable Map<String, List<WriteRequest>> requestItems,
        @Nullable String returnConsumedCapacity,
        @Nullable String returnItemCollectionMetrics,
        @Nullable String requestToken,
        @Nullable Durability durability) {

    public BatchWriteItemRequest {
        requestItems = Immutable.lists(requestItems);
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.requestItems = requestItems;
        builder.returnConsumedCapacity = returnConsumedCapacity;
        builder.returnItemCollectionMetrics = returnItemCollectionMetrics;
        builder.requestToken = requestToken;
        builder.durability = durability;
        return builder;
    }

    /** Builds a {@link BatchWriteItemRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable Map<String, List<WriteRequest>> requestItems;
        private @Nullable String returnConsumedCapacity;
        private @Nullable String returnItemCollectionMetrics;
        private @Nullable String requestToken;
        private @Nullable Durability durability;

        private Builder() {}

        /** The writes, by table name or ARN. */
        public Builder requestItems(@Nullable Map<String, List<WriteRequest>> requestItems) {
            this.requestItems = requestItems;
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

        /** One of {@code NONE} (when absent) or {@code SIZE}. */
        public Builder returnItemCollectionMetrics(@Nullable String returnItemCollectionMetrics) {
            this.returnItemCollectionMetrics = returnItemCollectionMetrics;
            return this;
        }

        /** One of {@code NONE} (when absent) or {@code SIZE}. */
        public Builder returnItemCollectionMetrics(ReturnItemCollectionMetrics returnItemCollectionMetrics) {
            this.returnItemCollectionMetrics = returnItemCollectionMetrics.name();
            return this;
        }

        /** Dolmen's own: names this write, so that repeating it gives the first answer again; 1 to 128 characters, remembered for at least ten minutes. */
        public Builder requestToken(@Nullable String requestToken) {
            this.requestToken = requestToken;
            return this;
        }

        /** Dolmen's own: when this write may be acknowledged; absent means as the store was opened. */
        public Builder durability(@Nullable Durability durability) {
            this.durability = durability;
            return this;
        }

        /** What has been set so far. */
        public BatchWriteItemRequest build() {
            return new BatchWriteItemRequest(
                    requestItems, returnConsumedCapacity, returnItemCollectionMetrics, requestToken, durability);
        }
    }
}
