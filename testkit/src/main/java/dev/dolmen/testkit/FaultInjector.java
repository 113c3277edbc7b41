package dev.dolmen.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Counts the calls that match each fault and decides which of them fail. The disk's lock guards it. */
final class FaultInjector {

    private static final class Armed {

        private final Fault fault;
        private long matches;

        private Armed(Fault fault) {
            this.fault = fault;
        }

        private boolean strikes(DiskOperation operation) {
            if (!fault.where().test(operation)) {
                return false;
            }
            long earlier = matches++;
            return earlier >= fault.skipped() && earlier - fault.skipped() < fault.times();
        }
    }

    private final List<Armed> faults = new ArrayList<>();

    void add(Fault fault) {
        faults.add(new Armed(fault));
    }

    void clear() {
        faults.clear();
    }

    /** Fails the call if a fault strikes it; {@code effect} is what the call does to the disk nevertheless. */
    void check(DiskOperation operation, Runnable effect) throws IOException {
        for (Armed armed : faults) {
            if (armed.strikes(operation)) {
                effect.run();
                Throwable failure = armed.fault.failure().apply(operation.file());
                if (failure instanceof IOException exception) {
                    throw exception;
                } else if (failure instanceof RuntimeException exception) {
                    throw exception;
                } else if (failure instanceof Error error) {
                    throw error;
                }
                throw new AssertionError("a disk fails with an IOException or something unchecked", failure);
            }
        }
    }
}
