package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer as a client gets it.
 *
 * @param status the HTTP status
 * @param body the JSON object in it
 */
record WireAnswer(int status, JsonNode body) {

    boolean isError() {
        return status != 200;
    }

    /** The name of the exception, without its namespace. */
    String errorType() {
        String type = body.path("__type").asText();
        return type.substring(type.indexOf('#') + 1);
    }

    String errorMessage() {
        return body.has("message")
                ? body.path("message").asText()
                : body.path("Message").asText();
    }

    /** The text without the count of violations, with which the emulator does not always begin. */
    String uncountedMessage() {
        return errorMessage().replaceFirst("^1 validation error detected: (?!Value )", "");
    }

    @Override
    public String toString() {
        return isError() ? status + " " + errorType() + ": " + uncountedMessage() : body.toString();
    }
}
