package dev.dolmen.lsm.health;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether the store can be used: open, read-only after a failure that cannot be mended in place, or closed. The first
 * failure is final and kept. Thread-safe.
 */
public final class Health {

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean closed;

    /** Makes the store read-only for good, because of this. */
    public void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Whether nothing has failed and the store is open. */
    public boolean isWritable() {
        return !closed && failure.get() == null;
    }

    /** What made the store read-only, or null. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    public void requireOpen() throws ClosedStoreException {
        if (closed) {
            throw new ClosedStoreException();
        }
    }

    public void requireWritable() throws ClosedStoreException, ReadOnlyStoreException {
        requireOpen();
        Throwable cause = failure.get();
        if (cause != null) {
            throw new ReadOnlyStoreException(cause);
        }
    }
}
