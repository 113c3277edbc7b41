package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.goal.Advantage;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.peer.PeerKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Something that is done to a peer again and again, and measured:
 *
 * <pre>{@code
 * Workload.named("get-hot", "Gets of a thousand rows")
 *         .counting("get")
 *         .on(Start.LOADED)
 *         .toReach(Goal.p50(6), Goal.cpu(6))
 *         .run(share -> share.forever(() -> get(share, ...)));
 * }</pre>
 *
 * Two of the same name are equal.
 */
public final class Workload {

    /** What is there before the workload's own preparation. */
    public enum Start {
        /** An open, empty store. */
        EMPTY,
        /** An open store with all rows of the data set, put in random order, settled, closed and opened again. */
        LOADED,
        /** The directory of such a store, which was closed and is not open. */
        CLOSED,
        /** The directory of a store, not open: a process put all rows, in the order of their numbers, and was killed. */
        KILLED;

        /** Whether the store is open when the measurement begins. */
        public boolean isOpen() {
            return this == EMPTY || this == LOADED;
        }
    }

    /** What else is special. */
    public enum Trait {
        /** Writes wait for stable storage. */
        SYNCED,
        /** A unit is a row put, so that write amplification means something. */
        PUTS_ROWS,
        /** All rows of the data set, and no others, are there at the end, so that the space they take means something. */
        KEEPS_ALL_ROWS,
        /** What the operations leave to be done in the background is waited for, and counted as theirs. */
        SETTLES,
        /** As {@link #SETTLES}, and all there is is compacted. */
        COMPACTS,
        /** The first run in a new process is the one measured. */
        COLD,
        /** What a caller keeps of an answer is looked at, for the rest of what a call allocates is garbage. */
        ANSWERS_ARE_KEPT
    }

    /** What is done before the measurement, or after it. */
    @FunctionalInterface
    public interface Step {
        /** @throws AssertionError when something is missing that should be there */
        void run(Subject subject) throws Exception;
    }

    /** Makes what one thread does. */
    @FunctionalInterface
    public interface Clients {
        Client of(Share share);
    }

    /** What {@link #operations} returns when they may go on for ever. */
    public static final long ENDLESS = 0;

    private final String name;
    private final String description;
    private final String unit;
    private final Start start;
    private final List<Goal> goals;
    private final Set<Trait> traits;
    private final Predicate<PeerKind> suited;
    private final ToLongFunction<DataSet> operations;
    private final long wantedBytes;
    private final int threads;
    private final Step preparation;
    private final Step verification;
    private final Clients clients;

    private Workload(Definition definition, Clients clients) {
        this.name = definition.name;
        this.description = definition.description;
        this.unit = definition.unit;
        this.start = definition.start;
        this.goals = List.copyOf(definition.goals);
        this.traits = definition.traits;
        this.suited = definition.suited;
        this.operations = definition.operations;
        this.wantedBytes = definition.wantedBytes;
        this.threads = definition.threads;
        this.preparation = definition.preparation;
        this.verification = definition.verification;
        this.clients = clients;
    }

    /**
     * Begins the definition of one.
     *
     * @param name as the command line and the reports have it
     * @param description one line for readers of the report
     */
    static Definition named(String name, String description) {
        return new Definition(name, description);
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    /** What is counted: put, get, row, and so on. */
    public String unit() {
        return unit;
    }

    public List<Goal> goals() {
        return goals;
    }

    public Start start() {
        return start;
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether a peer can do this at all. */
    public boolean suits(PeerKind peer) {
        return suited.test(peer);
    }

    /** How many operations all threads do together; {@link #ENDLESS} when time alone ends it. */
    public long operations(DataSet dataSet) {
        return operations.applyAsLong(dataSet);
    }

    /** The size of the items it wants when the user does not say; 0 when it is content with as much as is usual. */
    public long wantedBytes() {
        return wantedBytes;
    }

    public int threads() {
        return threads;
    }

    /** Does what must be done before the measurement. */
    public void prepare(Subject subject) throws Exception {
        preparation.run(subject);
    }

    /** What one thread does. */
    public Client client(Share share) {
        return clients.of(share);
    }

    /**
     * Looks, after the measurement, at what is left.
     *
     * @throws AssertionError when something is missing
     */
    public void verify(Subject subject) throws Exception {
        verification.run(subject);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Workload workload && workload.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }

    /** A workload that is not yet complete. What is not said is as with most: one thread, any peer, no end, no goal. */
    static final class Definition {

        private final String name;
        private final String description;
        private final List<Goal> goals = new ArrayList<>();
        private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
        private String unit = "call";
        private Start start = Start.EMPTY;
        private Predicate<PeerKind> suited = peer -> true;
        private ToLongFunction<DataSet> operations = dataSet -> ENDLESS;
        private long wantedBytes;
        private int threads = 1;
        private Step preparation = subject -> {};
        private Step verification = subject -> {};

        private Definition(String name, String description) {
            this.name = name;
            this.description = description;
        }

        Definition counting(String newUnit) {
            unit = newUnit;
            return this;
        }

        Definition on(Start newStart) {
            start = newStart;
            return this;
        }

        /**
         * Whoever is to be faster than RocksDB is to keep up with other peers, too; but not in recovering what they have no
         * log to recover from.
         */
        Definition toReach(Goal... newGoals) {
            goals.addAll(List.of(newGoals));
            if (newGoals[0] instanceof Advantage first && start != Start.KILLED) {
                goals.addAll(Goal.besideOthers(first.measure()));
            }
            return this;
        }

        Definition having(Trait... newTraits) {
            traits.addAll(List.of(newTraits));
            return this;
        }

        Definition forPeers(Predicate<PeerKind> that) {
            suited = that;
            return this;
        }

        /** How many operations there are, of all threads. */
        Definition ending(ToLongFunction<DataSet> after) {
            operations = after;
            return this;
        }

        /** Whatever the data set, there is one operation. */
        Definition once() {
            return ending(dataSet -> 1);
        }

        Definition wantingBytes(long bytes) {
            wantedBytes = bytes;
            return this;
        }

        Definition threads(int newThreads) {
            threads = newThreads;
            return this;
        }

        Definition after(Step newPreparation) {
            preparation = newPreparation;
            return this;
        }

        Definition leaving(Step newVerification) {
            verification = newVerification;
            return this;
        }

        /** Completes it with what each thread does. */
        Workload run(Clients clients) {
            return new Workload(this, clients);
        }
    }
}
