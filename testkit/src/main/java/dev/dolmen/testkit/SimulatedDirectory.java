package dev.dolmen.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A directory: the names everybody sees, the names that would survive a power failure for certain, and the changes that
 * lead from these to those.
 *
 * <p>A change is kept or lost whole, and never kept without the earlier unsynced changes of the same names; changes of
 * other names are independent of it. A failed sync gives up the changes it should have made durable: later syncs do not
 * make them so.
 *
 * <p>Not thread-safe: the disk's lock guards it.
 */
final class SimulatedDirectory implements SimulatedNode {

    /** One step: {@code removed} loses its meaning (if not null), {@code added} (if not null) means the node. */
    private record Change(
            @Nullable String removed, @Nullable String added, @Nullable SimulatedNode node, boolean givenUp) {

        boolean touches(Set<String> names) {
            return names.contains(removed) || names.contains(added);
        }

        void addNamesTo(Set<String> names) {
            if (removed != null) {
                names.add(removed);
            }
            if (added != null) {
                names.add(added);
            }
        }

        void applyTo(TreeMap<String, SimulatedNode> names) {
            if (removed != null) {
                names.remove(removed);
            }
            if (added != null && node != null) {
                names.put(added, node);
            }
        }
    }

    private final TreeMap<String, SimulatedNode> names;
    private final TreeMap<String, SimulatedNode> durable;
    private final List<Change> unsynced = new ArrayList<>();

    boolean locked;

    SimulatedDirectory() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    private SimulatedDirectory(TreeMap<String, SimulatedNode> names, TreeMap<String, SimulatedNode> durable) {
        this.names = names;
        this.durable = durable;
    }

    List<String> names() {
        return List.copyOf(names.keySet());
    }

    @Nullable
    SimulatedNode get(String name) {
        return names.get(name);
    }

    void put(String name, SimulatedNode node) {
        change(new Change(null, name, node, false));
    }

    void remove(String name) {
        change(new Change(name, null, null, false));
    }

    void rename(String from, String to) {
        change(new Change(from, to, names.get(from), false));
    }

    private void change(Change change) {
        change.applyTo(names);
        unsynced.add(change);
    }

    void sync() {
        Set<String> settled = new HashSet<>();
        for (Change change : unsynced) {
            if (!change.givenUp) {
                change.applyTo(durable);
                change.addNamesTo(settled);
            }
        }
        unsynced.removeIf(change -> !change.givenUp || change.touches(settled));
    }

    /** What a failed sync does. */
    void giveUp() {
        unsynced.replaceAll(change -> new Change(change.removed, change.added, change.node, true));
    }

    /** A legal outcome of a power failure now; {@code survivor} says what becomes of the nodes. */
    SimulatedDirectory afterPowerLoss(PowerLoss policy, Random random, UnaryOperator<SimulatedNode> survivor) {
        TreeMap<String, SimulatedNode> left = new TreeMap<>(durable);
        for (Change change : kept(policy, random)) {
            change.applyTo(left);
        }
        left.replaceAll((name, node) -> survivor.apply(node));
        return new SimulatedDirectory(left, new TreeMap<>(left));
    }

    private List<Change> kept(PowerLoss policy, Random random) {
        List<Change> kept = new ArrayList<>();
        int keptOfTen = random.nextInt(11);
        Set<String> lost = new HashSet<>();
        for (Change change : unsynced) {
            boolean keep =
                    switch (policy) {
                        case LOSE_ALL_UNSYNCED -> false;
                        case KEEP_ALL -> !change.givenUp;
                        case RANDOM -> random.nextInt(10) < keptOfTen && !change.touches(lost);
                    };
            if (keep) {
                kept.add(change);
            } else {
                change.addNamesTo(lost);
            }
        }
        return kept;
    }

    /** The same directory for the processes that come after this one. */
    SimulatedDirectory afterKill(UnaryOperator<SimulatedNode> survivor) {
        SimulatedDirectory copy = new SimulatedDirectory(new TreeMap<>(names), new TreeMap<>(durable));
        copy.names.replaceAll((name, node) -> survivor.apply(node));
        copy.durable.replaceAll((name, node) -> survivor.apply(node));
        for (Change change : unsynced) {
            SimulatedNode node = change.node == null ? null : survivor.apply(change.node);
            copy.unsynced.add(new Change(change.removed, change.added, node, change.givenUp));
        }
        return copy;
    }
}
