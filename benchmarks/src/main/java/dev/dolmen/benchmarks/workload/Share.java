package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.peer.Peer;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One thread's part in a workload.
 *
 * @param thread from 0 to {@code threads - 1}
 */
public record Share(Subject subject, int thread, int threads) {

    Peer peer() {
        return subject.peer();
    }

    Rows rows() {
        return subject.rows();
    }

    DataSet dataSet() {
        return subject.dataSet();
    }

    /** Chance that is each thread's own, and the same in every run. */
    SplittableRandom random() {
        return new SplittableRandom(thread);
    }

    /** The numbers from that one on, of which this thread takes its part. */
    PrimitiveIterator.OfLong numbersFrom(long first) {
        return LongStream.iterate(first + thread, number -> number + threads).iterator();
    }

    /** Operations without an end. */
    Client forever(Supplier<Operation> operations) {
        return operations::get;
    }

    /** What is to be done at each of the places from 0 to {@code end - 1}, of which this thread takes its part. */
    Client each(long end, LongFunction<Operation> operations) {
        return new Client() {
            private long position = thread;

            @Override
            public @Nullable Operation next() {
                if (position >= end) {
                    return null;
                }
                Operation operation = operations.apply(position);
                position += threads;
                return operation;
            }
        };
    }

    /** A single operation, whose first thread's part is all of it. */
    Client once(Operation operation) {
        return each(1, position -> operation);
    }
}
