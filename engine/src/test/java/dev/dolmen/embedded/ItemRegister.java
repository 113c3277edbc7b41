package dev.dolmen.embedded;

import dev.dolmen.history.SequentialModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One item, as its callers should see it: the state is its value, empty when there is none. Answers carry the old value
 * too, so that a write that decided on one item and replaced another is found out.
 */
final class ItemRegister implements SequentialModel<String, ItemRegister.Call, ItemRegister.Answer> {

    enum Kind {
        GET,
        PUT,
        PUT_IF_ABSENT,
        PUT_IF_VALUE,
        DELETE,
        DELETE_IF_VALUE
    }

    /**
     * @param value to put; empty otherwise
     * @param expected for a condition on the value
     */
    record Call(Kind kind, String value, String expected) {}

    /** @param image the value seen: of a read, replaced by a write, or that a condition failed on */
    record Answer(boolean done, String image) {}

    @Override
    public String initialState() {
        return "";
    }

    @Override
    public Optional<String> step(String state, Call call, Answer answer) {
        boolean as = answer.done() == holds(state, call) && answer.image().equals(state);
        return as ? Optional.of(stepWithoutAnswer(state, call)) : Optional.empty();
    }

    @Override
    public String stepWithoutAnswer(String state, @Nullable Call call) {
        if (call == null || call.kind() == Kind.GET || !holds(state, call)) {
            return state;
        }
        return call.value();
    }

    private static boolean holds(String state, Call call) {
        return switch (call.kind()) {
            case GET, PUT, DELETE -> true;
            case PUT_IF_ABSENT -> state.isEmpty();
            case PUT_IF_VALUE, DELETE_IF_VALUE -> state.equals(call.expected());
        };
    }
}
