package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.peer.PeerKind;

/** Something that is done to a peer again and again, and measured. */
public interface Workload {

    /** What is there before the workload's own preparation. */
    enum Start {
        /** An open, empty store. */
        EMPTY,
        /** An open store with all rows of the data set, put in random order, settled, closed and opened again. */
        LOADED,
        /** The directory of a store, not open: a process put all rows, in the order of their numbers, and was killed. */
        KILLED
    }

    /** What {@link #operations} returns when they may go on for ever. */
    long ENDLESS = 0;

    /** As the command line and the reports name it. */
    String name();

    /** One line for readers of the report. */
    String description();

    /** What is counted: put, get, row, and so on. */
    default String unit() {
        return "call";
    }

    default Goal goal() {
        return Goal.NONE;
    }

    Start start();

    /** Whether a peer can do this at all. */
    default boolean suits(PeerKind peer) {
        return true;
    }

    /** How many operations all threads do together; {@link #ENDLESS} when time alone ends it. */
    default long operations(DataSet dataSet) {
        return ENDLESS;
    }

    /** How many rows it wants when the user does not say. */
    default long rows(int itemBytes, long usual) {
        return usual;
    }

    default int threads() {
        return 1;
    }

    /** Whether writes wait for stable storage. */
    default boolean sync() {
        return false;
    }

    /** Whether a unit is a row put, so that write amplification means something. */
    default boolean puts() {
        return false;
    }

    /** Whether all rows of the data set, and no others, are there at the end, so that the space they take means something. */
    default boolean keepsAll() {
        return false;
    }

    /** Whether what the operations leave to be done in the background is waited for, and counted as theirs. */
    default boolean settles() {
        return operations(new DataSet(1, DataSet.LEAST_ITEM_BYTES, 1)) != ENDLESS;
    }

    /** Whether the first, cold run is the one measured. */
    default boolean cold() {
        return false;
    }

    /** Does what must be done before the measurement. */
    default void prepare(Subject subject) throws Exception {}

    /** @param thread from 0 to {@code threads - 1} */
    Client client(Subject subject, int thread, int threads);

    /**
     * Looks, after the measurement, at what is left.
     *
     * @throws AssertionError when something is missing
     */
    default void verify(Subject subject) throws Exception {}
}
