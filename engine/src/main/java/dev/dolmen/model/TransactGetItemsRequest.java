package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads up to 100 items of one or more tables as they are at one moment.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param transactItems what to read; 1 to 100
 * @param returnConsumedCapacity {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}
 */
public record TransactGetItemsRequest(
        @Nullable List<TransactGetItem> transactItems, @Nullable String returnConsumedCapacity) {

    public TransactGetItemsRequest {
        transactItems = Immutable.list(transactItems);
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.transactItems = transactItems;
        builder.returnConsumedCapacity = returnConsumedCapacity;
        return builder;
    }

    /** Builds a {@link TransactGetItemsRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable List<TransactGetItem> transactItems;
        private @Nullable String returnConsumedCapacity;

        private Builder() {}

        /** What to read; 1 to 100. */
        public Builder transactItems(@Nullable List<TransactGetItem> transactItems) {
            this.transactItems = transactItems;
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
        public TransactGetItemsRequest build() {
            return new TransactGetItemsRequest(transactItems, returnConsumedCapacity);
        }
    }
}
