package dev.dolmen.table;

import dev.dolmen.item.EncodedItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision says: what to do, and what to answer.
 *
 * @param effect what becomes of the item
 * @param newItem the item to store, with {@link Effect#PUT}
 * @param indexChanges removals first
 * @param refusal why nothing is done; null when the write is done (which may also keep everything: deleting nothing)
 * @param image what the caller is shown, if it was asked for and there is anything: the old item with a refusal or after a
 *     success, the new one, or the parts of either that an update touched
 * @param capacity the write units that were consumed
 * @param collectionBytes the size of the item collection after the write; 0 in tables without local indexes
 * @param collectionGrowth by how much that is more than before
 * @param expiry what becomes of the expiry times that are kept
 */
public record Outcome(
        Effect effect,
        @Nullable EncodedItem newItem,
        List<IndexChange> indexChanges,
        @Nullable Refusal refusal,
        @Nullable EncodedItem image,
        WriteCapacity capacity,
        long collectionBytes,
        long collectionGrowth,
        ExpiryChange expiry) {

    /** What becomes of the item. */
    public enum Effect {
        /** It stays as it is. */
        KEEP,
        /** It is created or replaced. */
        PUT,
        /** It is removed. */
        DELETE
    }

    /**
     * Why a write was refused.
     *
     * @param message DynamoDB's text
     */
    public record Refusal(Reason reason, String message) {
        public static final Refusal CONDITIONAL_CHECK_FAILED =
                new Refusal(Reason.CONDITIONAL_CHECK_FAILED, "The conditional request failed");
        public static final Refusal COLLECTION_SIZE_LIMIT_EXCEEDED =
                new Refusal(Reason.COLLECTION_SIZE_LIMIT_EXCEEDED, "Collection size exceeded.");

        /** An update that cannot be made on the item there is. */
        public static Refusal inapplicable(String message) {
            return new Refusal(Reason.INAPPLICABLE, message);
        }
    }

    /** What kind of refusal. */
    public enum Reason {
        CONDITIONAL_CHECK_FAILED(1),
        COLLECTION_SIZE_LIMIT_EXCEEDED(2),
        INAPPLICABLE(3);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** What stands for it on disk. */
        int code() {
            return code;
        }
    }

    public Outcome {
        indexChanges = List.copyOf(indexChanges);
    }
}
