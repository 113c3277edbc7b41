package dev.dolmen.lsm.read;

import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.version.Version;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All sources of a read at one time, pinned: the memtables and the tables. Immutable but for the count of holders;
 * thread-safe.
 */
public final class ReadView {

    private final Generation active;
    private final List<Generation> sealed;
    private final Version version;
    private final Consumer<ReadView> onLastRelease;
    private final AtomicInteger references = new AtomicInteger(1);

    /**
     * Held once, by the caller.
     *
     * @param sealed newest first
     */
    ReadView(Generation active, List<Generation> sealed, Version version, Consumer<ReadView> onLastRelease) {
        this.active = active;
        this.sealed = List.copyOf(sealed);
        this.version = version;
        this.onLastRelease = onLastRelease;
        version.retain();
        active.retain();
        this.sealed.forEach(Generation::retain);
    }

    /** The memtable that takes the writes. */
    public Generation active() {
        return active;
    }

    /** The memtables that wait for their flush, newest first. */
    public List<Generation> sealed() {
        return sealed;
    }

    /** The sealed memtable to flush first, or null when none waits. */
    public @Nullable Generation oldestSealed() {
        return sealed.isEmpty() ? null : sealed.get(sealed.size() - 1);
    }

    /** The oldest memtable of a kind, the active one included, or null when none is. */
    public @Nullable Generation oldestMemtable(Predicate<Generation> kind) {
        for (int i = sealed.size() - 1; i >= 0; i--) {
            if (kind.test(sealed.get(i))) {
                return sealed.get(i);
            }
        }
        return kind.test(active) ? active : null;
    }

    /** What all memtables have of something together. */
    public long sumOfMemtables(ToLongFunction<Generation> something) {
        long sum = something.applyAsLong(active);
        for (int i = 0; i < sealed.size(); i++) {
            sum += something.applyAsLong(sealed.get(i));
        }
        return sum;
    }

    public Version version() {
        return version;
    }

    /** Has what is not kept on the heap checked again when it is next read. */
    public void distrust() {
        version.distrustBlocks();
        active.table().distrust();
        sealed.forEach(generation -> generation.table().distrust());
    }

    /** Pins it once more, unless the last holder has let go. */
    boolean tryRetain() {
        for (int count = references.get(); count > 0; count = references.get()) {
            if (references.compareAndSet(count, count + 1)) {
                return true;
            }
        }
        return false;
    }

    int references() {
        return references.get();
    }

    public void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            onLastRelease.accept(this);
            version.release();
            active.release();
            sealed.forEach(Generation::release);
        } else if (left < 0) {
            throw new AssertionError("released more often than pinned");
        }
    }
}
