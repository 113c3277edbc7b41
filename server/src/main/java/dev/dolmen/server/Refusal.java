package dev.dolmen.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.Item;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.ServiceException;
import dev.dolmen.model.ValidationException;
import dev.dolmen.server.wire.Answers;
import dev.dolmen.server.wire.SerializationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that is not performed.
 *
 * @param status the HTTP status: 400 for the client's doing, 500 for the store's
 * @param type the exception's name with its namespace
 * @param message null where the service gives none
 * @param item the item that failed the condition, if it was asked for
 */
record Refusal(int status, String type, @Nullable String message, @Nullable Item item) {

    private static final String SERVICE = "com.amazonaws.dynamodb.v20120810#";
    private static final String FRAMEWORK = "com.amazon.coral.service#";
    private static final String VALIDATION = "com.amazon.coral.validate#ValidationException";

    static final Refusal UNKNOWN_OPERATION = new Refusal(400, FRAMEWORK + "UnknownOperationException", null, null);

    static final Refusal INTERNAL = new Refusal(
            500,
            SERVICE + "InternalServerError",
            "The request could not be processed; the server's log says why.",
            null);

    /** What the client is told of a failure; null when it is none that a request can cause. */
    static @Nullable Refusal of(Throwable failure) {
        if (failure instanceof SerializationException) {
            return new Refusal(400, FRAMEWORK + "SerializationException", failure.getMessage(), null);
        }
        if (failure instanceof ValidationException || failure instanceof InvalidItemException) {
            return new Refusal(400, VALIDATION, failure.getMessage(), null);
        }
        if (failure instanceof ConditionalCheckFailedException failed) {
            return new Refusal(400, SERVICE + failed.errorCode(), failed.getMessage(), failed.item());
        }
        if (failure instanceof ServiceException refused) {
            return new Refusal(400, SERVICE + refused.errorCode(), refused.getMessage(), null);
        }
        return null;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("__type", type);
        if (message != null) {
            // The framework's own errors spell it with a capital letter.
            json.writeStringField(type.startsWith(FRAMEWORK) ? "Message" : "message", message);
        }
        Answers.item("Item", item, json);
    }
}
