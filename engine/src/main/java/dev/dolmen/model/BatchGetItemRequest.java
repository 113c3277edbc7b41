package dev.dolmen.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads up to 100 items of one or more tables.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param requestItems what to read, by table name or ARN
 * @param returnConsumedCapacity {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}
 */
public record BatchGetItemRequest(
        @Nullable Map<String, KeysAndAttributes> requestItems, @Nullable String returnConsumedCapacity) {

    public BatchGetItemRequest {
        requestItems = Immutable.map(requestItems);
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
        return builder;
    }

    /** Builds a {@link BatchGetItemRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable Map<String, KeysAndAttributes> requestItems;
        private @Nullable String returnConsumedCapacity;

        private Builder() {}

        /** What to read, by table name or ARN. */
        public Builder requestItems(@Nullable Map<String, KeysAndAttributes> requestItems) {
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

        /** What has been set so far. */
        public BatchGetItemRequest build() {
            return new BatchGetItemRequest(requestItems, returnConsumedCapacity);
        }
    }
}
