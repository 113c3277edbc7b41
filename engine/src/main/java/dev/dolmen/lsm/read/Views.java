package dev.dolmen.lsm.read;

import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The current {@link ReadView}, replaced whenever a memtable or the version is. Thread-safe; pinning takes no lock. */
public final class Views {

    private final Set<ReadView> pinned = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ReadView current;

    /** @param sealed newest first; the version is pinned anew, the caller keeps its own hold */
    public Views(Generation active, List<Generation> sealed, Version version) {
        install(active, sealed, version);
    }

    /** Pins the current view; the caller releases it. */
    public ReadView pin() throws ClosedStoreException {
        for (ReadView view = current; view != null; view = current) {
            if (view.tryRetain()) {
                return view;
            }
        }
        throw new ClosedStoreException();
    }

    /** Whether nothing has changed since this view was pinned. */
    public boolean isCurrent(ReadView view) {
        return current == view;
    }

    /** The current view without a pin: good for its memtables and metadata, not for opening tables. */
    public ReadView peek() throws ClosedStoreException {
        ReadView view = current;
        if (view == null) {
            throw new ClosedStoreException();
        }
        return view;
    }

    /** Seals the active memtable. Requires: nobody writes to it any more. */
    public synchronized void seal(Generation newActive) throws ClosedStoreException {
        ReadView view = peek();
        List<Generation> sealed = new ArrayList<>();
        sealed.add(view.active());
        sealed.addAll(view.sealed());
        install(newActive, sealed, view.version());
    }

    /**
     * Makes a version current.
     *
     * @param flushed the memtable whose content the version took over, or null
     */
    public synchronized void install(Version version, @Nullable Generation flushed) {
        ReadView view = current;
        if (view != null) {
            install(
                    view.active(),
                    view.sealed().stream()
                            .filter(generation -> generation != flushed)
                            .toList(),
                    version);
        }
    }

    private void install(Generation active, List<Generation> sealed, Version version) {
        ReadView replaced = current;
        ReadView view = new ReadView(active, sealed, version, pinned::remove);
        pinned.add(view);
        current = view;
        if (replaced != null) {
            replaced.release();
        }
    }

    /** How many holders the views have together: one for the current view, and one for each read that is running. */
    public int holders() {
        return pinned.stream().mapToInt(ReadView::references).sum();
    }

    /** Lets go of the current view; running reads keep theirs. */
    public synchronized void close() {
        ReadView view = current;
        current = null;
        if (view != null) {
            view.release();
        }
    }
}
