package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes up to 100 items of one or more tables, or none of them.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param transactItems the writes and conditions; 1 to 100, no item twice
 * @param returnConsumedCapacity {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}
 * @param returnItemCollectionMetrics {@code NONE} (when absent) or {@code SIZE}
 * @param clientRequestToken names this transaction, so that repeating it does nothing again; 1 to 36 characters, remembered for at least ten minutes
 * @param durability Dolmen's own: when this write may be acknowledged; absent means as the store was opened
 */
public record TransactWriteItemsRequest(
        @Nullable List<TransactWriteItem> transactItems,
        @Nullable String returnConsumedCapacity,
        @Nullable String returnItemCollectionMetrics,
        @Nullable String clientRequestToken,
        @Nullable Durability durability) {

    public TransactWriteItemsRequest {
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
        builder.returnItemCollectionMetrics = returnItemCollectionMetrics;
        builder.clientRequestToken = clientRequestToken;
        builder.durability = durability;
        return builder;
    }

    /** Builds a {@link TransactWriteItemsRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable List<TransactWriteItem> transactItems;
        private @Nullable String returnConsumedCapacity;
        private @Nullable String returnItemCollectionMetrics;
        private @Nullable String clientRequestToken;
        private @Nullable Durability durability;

        private Builder() {}

        /** The writes and conditions; 1 to 100, no item twice. */
        public Builder transactItems(@Nullable List<TransactWriteItem> transactItems) {
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

        /** Names this transaction, so that repeating it does nothing again; 1 to 36 characters, remembered for at least ten minutes. */
        public Builder clientRequestToken(@Nullable String clientRequestToken) {
            this.clientRequestToken = clientRequestToken;
            return this;
        }

        /** Dolmen's own: when this write may be acknowledged; absent means as the store was opened. */
        public Builder durability(@Nullable Durability durability) {
            this.durability = durability;
            return this;
        }

        /** What has been set so far. */
        public TransactWriteItemsRequest build() {
            return new TransactWriteItemsRequest(
                    transactItems, returnConsumedCapacity, returnItemCollectionMetrics, clientRequestToken, durability);
        }
    }
}
