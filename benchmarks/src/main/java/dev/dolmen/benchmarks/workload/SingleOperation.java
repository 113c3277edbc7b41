package dev.dolmen.benchmarks.workload;

import org.jspecify.annotations.Nullable;

/** A client that does one thing once. */
final class SingleOperation implements Client {

    private @Nullable Operation operation;

    SingleOperation(Operation operation) {
        this.operation = operation;
    }

    @Override
    public @Nullable Operation next() {
        Operation only = operation;
        operation = null;
        return only;
    }
}
