package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request as a client sends it.
 *
 * @param operation the operation's name, as in {@code X-Amz-Target}
 * @param body its parameters
 */
record WireRequest(String operation, ObjectNode body) {

    @Override
    public String toString() {
        return operation + " " + body;
    }
}
