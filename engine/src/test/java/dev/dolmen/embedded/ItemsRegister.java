package dev.dolmen.embedded;

import dev.dolmen.history.SequentialModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A few items that are read and written together, as callers of transactions should see them: the state is their values,
 * empty where there is none.
 */
final class ItemsRegister implements SequentialModel<List<String>, ItemsRegister.Call, ItemsRegister.Answer> {

    static final int ITEMS = 4;

    /**
     * A transaction, or a read of all items when it has no parts.
     *
     * @param parts each of another item
     */
    record Call(List<Part> parts) {
        static final Call READ = new Call(List.of());
    }

    /**
     * @param expected the value that the item must have, empty for none; null for an unconditional write
     * @param value to put; empty to delete, null to leave the item as it is
     */
    record Part(int item, @Nullable String expected, @Nullable String value) {}

    /**
     * @param done whether a transaction was
     * @param seen of a read, the values; of a transaction, "held" or "failed" for the condition of each part
     */
    record Answer(boolean done, List<String> seen) {}

    @Override
    public List<String> initialState() {
        return IntStream.range(0, ITEMS).mapToObj(item -> "").toList();
    }

    @Override
    public Optional<List<String>> step(List<String> state, Call call, Answer answer) {
        return answer(state, call).equals(answer) ? Optional.of(stepWithoutAnswer(state, call)) : Optional.empty();
    }

    @Override
    public List<String> stepWithoutAnswer(List<String> state, @Nullable Call call) {
        if (call == null || !answer(state, call).done()) {
            return state;
        }
        List<String> after = new ArrayList<>(state);
        for (Part part : call.parts()) {
            if (part.value() != null) {
                after.set(part.item(), part.value());
            }
        }
        return List.copyOf(after);
    }

    /** What a call answers in this state. */
    static Answer answer(List<String> state, Call call) {
        if (call.parts().isEmpty()) {
            return new Answer(true, state);
        }
        List<String> seen = call.parts().stream()
                .map(part ->
                        part.expected() == null || part.expected().equals(state.get(part.item())) ? "held" : "failed")
                .toList();
        return new Answer(!seen.contains("failed"), seen);
    }

    /** A transaction of one to {@link #ITEMS} parts, in any order, whose conditions hold now and then. */
    static Call randomTransaction(Random random, List<String> likely) {
        List<Integer> items = new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList());
        List<Part> parts = new ArrayList<>();
        for (int count = 1 + random.nextInt(ITEMS); count > 0; count--) {
            int item = items.remove(random.nextInt(items.size()));
            String expected = random.nextInt(8) == 0 ? "v" + random.nextInt(3) : likely.get(item);
            boolean unconditional = random.nextInt(3) == 0;
            String value =
                    switch (random.nextInt(unconditional ? 3 : 4)) {
                        case 0, 1 -> "v" + random.nextInt(3) + "x".repeat(random.nextInt(60));
                        case 2 -> "";
                        default -> null;
                    };
            parts.add(new Part(item, unconditional ? null : expected, value));
        }
        return new Call(parts);
    }
}
