package dev.dolmen.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a history of concurrent calls is linearizable: whether each call can be given one moment between its
 * beginning and its end such that, in the order of these moments, a sequential model gives the same answers.
 *
 * <p>The algorithm of Wing and Gong ("Testing and Verifying Concurrent Objects", 1993) with the memoisation of Lowe
 * ("Testing for Linearizability", 2017), as in the tool Porcupine: a depth-first search for the next call to place. A call
 * can be next when no call not yet placed ended before it began. A pair (set of placed calls, state) that has been tried
 * is not tried again, which makes thousands of calls on a few keys a matter of milliseconds. Split a history by key before:
 * linearizability is a local property.
 *
 * <p>A pending call may be placed anywhere after its beginning, and need not be placed at all.
 */
public final class LinearizabilityChecker<S, I, O> {

    private final SequentialModel<S, I, O> model;
    private final List<History.Call<I, O>> calls;
    private final int answered;

    private LinearizabilityChecker(SequentialModel<S, I, O> model, List<History.Call<I, O>> calls) {
        this.model = model;
        this.calls = new ArrayList<>(calls);
        this.calls.sort(Comparator.comparingLong(History.Call::begin));
        this.answered = (int) calls.stream().filter(call -> !call.pending()).count();
    }

    /** One choice of the search: the call placed, and the state before it. */
    private record Choice<S>(int call, S before) {}

    private record Tried<S>(BitSet placed, S state) {}

    public static <S, I, O> boolean isLinearizable(SequentialModel<S, I, O> model, List<History.Call<I, O>> calls) {
        return new LinearizabilityChecker<>(model, calls).search();
    }

    private boolean search() {
        BitSet placed = new BitSet(calls.size());
        Deque<Choice<S>> choices = new ArrayDeque<>();
        Set<Tried<S>> tried = new HashSet<>();
        S state = model.initialState();
        int placedAnswered = 0;
        int candidate = 0;
        while (placedAnswered < answered) {
            int next = nextCandidate(placed, candidate);
            if (next < 0) {
                if (choices.isEmpty()) {
                    return false;
                }
                Choice<S> undone = choices.pop();
                placed.clear(undone.call());
                placedAnswered -= calls.get(undone.call()).pending() ? 0 : 1;
                state = undone.before();
                candidate = undone.call() + 1;
                continue;
            }
            candidate = next + 1;
            Optional<S> after = step(state, calls.get(next));
            if (after.isEmpty()) {
                continue;
            }
            placed.set(next);
            if (!tried.add(new Tried<>((BitSet) placed.clone(), after.get()))) {
                placed.clear(next);
                continue;
            }
            choices.push(new Choice<>(next, state));
            placedAnswered += calls.get(next).pending() ? 0 : 1;
            state = after.get();
            candidate = 0;
        }
        return true;
    }

    private Optional<S> step(S state, History.Call<I, O> call) {
        return call.pending()
                ? Optional.of(model.stepWithoutAnswer(state, call.input()))
                : model.step(state, call.input(), call.output());
    }

    /** The first call from {@code from} on that is not placed and began before every such call ended; -1 if none. */
    private int nextCandidate(BitSet placed, int from) {
        long firstEnd = Long.MAX_VALUE;
        for (int i = placed.nextClearBit(0); i < calls.size(); i = placed.nextClearBit(i + 1)) {
            History.Call<I, O> call = calls.get(i);
            if (call.begin() > firstEnd) {
                return -1;
            }
            if (i >= from) {
                return i;
            }
            firstEnd = Math.min(firstEnd, call.end());
        }
        return -1;
    }
}
