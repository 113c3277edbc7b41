package dev.dolmen.history;

import java.util.Optional;

/**
 * What an object does when its calls come one after the other.
 *
 * @param <S> the state: immutable, with value equality
 * @param <I> what a call is given
 * @param <O> what a call answers
 */
public interface SequentialModel<S, I, O> {

    S initialState();

    /**
     * The state after a call that answered {@code output}, or nothing when the object, in this state, would have answered
     * otherwise.
     */
    Optional<S> step(S state, I input, O output);

    /**
     * The state after a call of which no answer is known, taken to have happened. A call that then has no effect, such as
     * a condition that does not hold, leaves the state as it was.
     */
    S stepWithoutAnswer(S state, I input);
}
