package dev.dolmen.wal;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One sync for all who wait.
 *
 * <p>At most one sync runs at a time. A thread that finds none running runs it itself, for everything appended up to
 * then; the others wait, and the first to wake afterwards that is not yet served runs the next, which carries all that
 * was appended meanwhile. So a thread alone pays no hand-off, and no thread waits for more than two syncs.
 *
 * <p>A sync that fails, failed for good: nothing here succeeds any more, but what was durable before stays so.
 *
 * <p>Thread-safe. Waiting is not cut short by an interrupt, and keeps the interrupt status.
 */
final class GroupCommit {

    /** Makes everything appended durable. */
    @FunctionalInterface
    interface Sync {
        /** Returns the position that everything durable lies before. */
        long run() throws IOException;
    }

    private final Sync sync;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turnEnded = lock.newCondition();
    private boolean turnTaken; // guarded by lock
    private volatile long durable;
    private volatile long syncs;
    private volatile @Nullable Throwable failure;

    GroupCommit(Sync sync) {
        this.sync = sync;
    }

    long durable() {
        return durable;
    }

    /** The syncs that succeeded. */
    long syncs() {
        return syncs;
    }

    boolean hasFailed() {
        return failure != null;
    }

    void requireAlive() throws LogFailedException {
        Throwable cause = failure;
        if (cause != null) {
            throw new LogFailedException(cause);
        }
    }

    /** Ends everything, with the first failure as the cause. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            turnEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once everything before the position is durable. */
    void await(long position) throws LogFailedException {
        while (durable < position) {
            if (takeTurn(position)) {
                try {
                    syncNow();
                } finally {
                    endTurn();
                }
            }
        }
    }

    /**
     * Waits until no sync runs, and keeps others from starting one. False when the position got durable meanwhile.
     *
     * @param position {@link Long#MAX_VALUE} to take the turn in any case
     */
    private boolean takeTurn(long position) throws LogFailedException {
        lock.lock();
        try {
            while (turnTaken && durable < position && failure == null) {
                turnEnded.awaitUninterruptibly();
            }
            if (durable >= position) {
                return false;
            }
            requireAlive();
            turnTaken = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no sync runs, and keeps all from starting one until {@link #endTurn}. */
    void takeTurn() throws LogFailedException {
        takeTurn(Long.MAX_VALUE);
    }

    void endTurn() {
        lock.lock();
        try {
            turnTaken = false;
            turnEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes everything appended durable. Requires: the turn is taken. */
    void syncNow() throws LogFailedException {
        requireAlive();
        try {
            durable = sync.run();
            syncs++; // the turn keeps all others from writing it
        } catch (Throwable cause) { // an error in the middle of a sync leaves no more certainty than an IOException
            fail(cause);
            throw new LogFailedException(cause);
        }
    }
}
