package dev.dolmen.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.Item;
import dev.dolmen.model.AccessDeniedException;
import dev.dolmen.model.CancellationReason;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.ServiceException;
import dev.dolmen.model.TransactionCanceledException;
import dev.dolmen.model.ValidationException;
import dev.dolmen.server.wire.Answers;
import dev.dolmen.server.wire.SerializationException;
import dev.dolmen.server.wire.TransactionAnswers;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that is not performed.
 *
 * @param status the HTTP status: 400 for the client's doing, 500 for the store's
 * @param type the exception's name with its namespace
 * @param message null where the service gives none
 * @param item the item that failed the condition, if it was asked for
 * @param cancellationReasons of a cancelled transaction, one per member; empty otherwise
 */
record Refusal(
        int status,
        String type,
        @Nullable String message,
        @Nullable Item item,
        List<CancellationReason> cancellationReasons) {

    private Refusal(int status, String type, @Nullable String message, @Nullable Item item) {
        this(status, type, message, item, List.of());
    }

    private static final String SERVICE = "com.amazonaws.dynamodb.v20120810#";
    private static final String FRAMEWORK = "com.amazon.coral.service#";
    private static final String VALIDATION = "com.amazon.coral.validate#ValidationException";

    private static final String SERIALIZATION = FRAMEWORK + "SerializationException";
    private static final String ACCESS_DENIED = FRAMEWORK + "AccessDeniedException";
    private static final String UNKNOWN = FRAMEWORK + "UnknownOperationException";

    static final Refusal UNKNOWN_OPERATION = unknownOperation(null);

    static final Refusal INTERNAL = new Refusal(
            500,
            SERVICE + "InternalServerError",
            "The request could not be processed; the server's log says why.",
            null);

    /** The service's answer to operations that an endpoint does not know. @param message the service gives none */
    static Refusal unknownOperation(@Nullable String message) {
        return new Refusal(400, UNKNOWN, message, null);
    }

    /** The service's answer to requests whose signature is missing or wrong, or nobody's. */
    static Refusal unsigned(String type, String message) {
        return new Refusal(400, FRAMEWORK + type, message, null);
    }

    /** What the client is told of a failure; null when it is none that a request can cause. */
    static @Nullable Refusal of(Throwable failure) {
        if (failure instanceof SerializationException) {
            return new Refusal(400, SERIALIZATION, failure.getMessage(), null);
        }
        if (failure instanceof ValidationException || failure instanceof InvalidItemException) {
            return new Refusal(400, VALIDATION, failure.getMessage(), null);
        }
        if (failure instanceof AccessDeniedException denied) {
            return new Refusal(400, ACCESS_DENIED, denied.getMessage(), null);
        }
        if (failure instanceof ConditionalCheckFailedException failed) {
            return new Refusal(400, SERVICE + failed.errorCode(), failed.getMessage(), failed.item());
        }
        if (failure instanceof TransactionCanceledException cancelled) {
            return new Refusal(
                    400,
                    SERVICE + cancelled.errorCode(),
                    cancelled.getMessage(),
                    null,
                    cancelled.cancellationReasons());
        }
        if (failure instanceof ServiceException refused) {
            return new Refusal(400, SERVICE + refused.errorCode(), refused.getMessage(), null);
        }
        return null;
    }

    private boolean isCancellation() {
        return !cancellationReasons.isEmpty();
    }

    /**
     * What is told of JSON, of unknown operations and of access spells its message with a capital letter, and so do
     * transactions.
     */
    private boolean isCapitalised() {
        return Set.of(SERIALIZATION, ACCESS_DENIED, UNKNOWN).contains(type) || isCancellation();
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("__type", type);
        if (message != null) {
            json.writeStringField(isCapitalised() ? "Message" : "message", message);
        }
        if (isCancellation()) {
            TransactionAnswers.cancellationReasons(cancellationReasons, json);
        }
        Answers.item("Item", item, json);
    }
}
