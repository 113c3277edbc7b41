package dev.dolmen.lsm;

import dev.dolmen.lsm.flush.FlushJob;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.read.ReadView;
import dev.dolmen.lsm.read.Views;
import dev.dolmen.wal.Log;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Flushes sealed memtables, one at a time, and lets go of the log they were in. Thread-safe. */
final class Flusher {

    private static final System.Logger LOGGER = System.getLogger(Flusher.class.getName());

    private final Health health;
    private final Views views;
    private final Log log;
    private final FlushJob job;
    private final Retry retry;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong flushes = new AtomicLong();
    private final AtomicLong flushedBytes = new AtomicLong();

    Flusher(Health health, Views views, Log log, FlushJob job, Retry retry) {
        this.health = health;
        this.views = views;
        this.log = log;
        this.job = job;
        this.retry = retry;
    }

    /**
     * Flushes the oldest sealed memtable.
     *
     * @return whether there was one
     */
    boolean flushOldest() throws IOException {
        lock.lock();
        try {
            ReadView view = views.peek();
            Generation oldest = view.oldestSealed();
            if (oldest == null) {
                return false;
            }
            health.requireWritable();
            int younger = view.sealed().size() - 2;
            long needed = younger >= 0
                    ? view.sealed().get(younger).firstSegment()
                    : view.active().firstSegment();
            retry.attempt(() -> {
                flushedBytes.addAndGet(job.run(oldest, needed));
                flushes.incrementAndGet();
            });
            releaseLog(needed);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Segments that stay are released with the next ones. */
    private void releaseLog(long needed) {
        try {
            log.releaseBefore(needed);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "cannot release the log before segment " + needed, failure);
        }
    }

    /** When the next attempt makes sense. */
    Retry retry() {
        return retry;
    }

    /** Held while a memtable is flushed. */
    ReentrantLock lock() {
        return lock;
    }

    long flushes() {
        return flushes.get();
    }

    long flushedBytes() {
        return flushedBytes.get();
    }
}
