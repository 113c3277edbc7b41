package dev.dolmen.lsm.read;

import java.io.Closeable;

/**
 * The store as it was at one sequence number. What it shows never changes; until it is closed, compactions keep the
 * versions it needs. Thread-safe. Close it once no read at it is running.
 */
public final class Snapshot implements Closeable {

    private final long sequence;
    private final Runnable release;
    private boolean closed;

    /** @param release called once, on the first {@link #close()} */
    public Snapshot(long sequence, Runnable release) {
        this.sequence = sequence;
        this.release = release;
    }

    /** Everything up to and including this sequence number is shown, nothing after it. */
    public long sequence() {
        return sequence;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        release.run();
    }
}
