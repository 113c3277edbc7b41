package dev.dolmen.benchmarks.workload;

/** One call, its argument made already: running it is what is measured. */
@FunctionalInterface
public interface Operation {

    /**
     * Does it, and checks the answer.
     *
     * @return how many of the workload's units it did
     * @throws AssertionError when the answer is wrong
     */
    int run() throws Exception;
}
