package dev.dolmen.wal;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One sync for all who wait.
 *
 * <p>At most one sync runs at a time. A thread that finds none running runs it itself, for everything appended up to
 * then; the others queue up. When it is done it hands its turn to the first of them that is not served yet, before it
 * wakes those that are: the disk is not kept waiting for threads to get going. That one's sync carries all that was
 * appended meanwhile; before it begins, those who were just answered get a few microseconds to come back with their next
 * record. So a thread alone pays no hand-off, and no thread waits for more than two syncs.
 *
 * <p>A sync that fails, failed for good: nothing here succeeds any more, but what was durable before stays so. Whoever is to
 * wake others makes no object on the way: where the heap is full they would wait for ever.
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

    /** Some ten microseconds when no thread wants the processor. */
    private static final int MOST_YIELDS = 50;

    private final Sync sync;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean turnTaken; // guarded by lock
    private @Nullable Waiter firstWaiting; // guarded by lock
    private @Nullable Waiter lastWaiting; // guarded by lock
    private volatile int queued; // the length of the queue, written with the lock held
    /** How many others wanted a sync while the last one ran, or were served by it. */
    private int others; // guarded by the turn

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
        Waiter all;
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            all = takeQueue();
        } finally {
            lock.unlock();
        }
        wakeServed(all);
    }

    /** Returns once everything before the position is durable. */
    void await(long position) throws LogFailedException {
        while (durable < position) {
            if (takeTurn(position)) {
                try {
                    gather();
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
        Waiter waiter;
        lock.lock();
        try {
            if (durable >= position) {
                return false;
            }
            requireAlive();
            if (!turnTaken) {
                turnTaken = true;
                return true;
            }
            waiter = new Waiter(position);
            enqueue(waiter);
        } finally {
            lock.unlock();
        }
        if (waiter.await() == Waiter.TAKES_TURN) {
            return true;
        }
        if (durable < position) {
            requireAlive();
            throw new AssertionError("woken without a reason");
        }
        return false;
    }

    /** Waits until no sync runs, and keeps all from starting one until {@link #endTurn}. */
    void takeTurn() throws LogFailedException {
        takeTurn(Long.MAX_VALUE);
    }

    void endTurn() {
        Waiter next = null;
        Waiter served = null;
        Waiter lastServed = null;
        int servedCount = 0;
        lock.lock();
        try {
            Waiter waiter = takeQueue();
            while (waiter != null) {
                Waiter behind = waiter.unlink();
                if (waiter.position > durable && failure == null) {
                    if (next == null) {
                        next = waiter;
                    } else {
                        enqueue(waiter);
                    }
                } else {
                    if (lastServed == null) {
                        served = waiter;
                    } else {
                        lastServed.behind = waiter;
                    }
                    lastServed = waiter;
                    servedCount++;
                }
                waiter = behind;
            }
            turnTaken = next != null;
            others = servedCount + (next == null ? 0 : 1) + queued;
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.wake(Waiter.TAKES_TURN);
        }
        wakeServed(served);
    }

    /** Requires: the lock held. */
    private void enqueue(Waiter waiter) {
        Waiter last = lastWaiting;
        if (last == null) {
            firstWaiting = waiter;
        } else {
            last.behind = waiter;
        }
        lastWaiting = waiter;
        queued++;
    }

    /** Empties the queue, and returns its first. Requires: the lock held. */
    private @Nullable Waiter takeQueue() {
        Waiter first = firstWaiting;
        firstWaiting = null;
        lastWaiting = null;
        queued = 0;
        return first;
    }

    private static void wakeServed(@Nullable Waiter first) {
        for (Waiter waiter = first; waiter != null; ) {
            Waiter behind = waiter.unlink();
            waiter.wake(Waiter.SERVED);
            waiter = behind;
        }
    }

    /**
     * Lets those who were served by the last sync come back with their next write, for as long as it takes them to run a
     * few microseconds. Without it they would come just too late, and each write would wait for two syncs: for one that
     * does not carry it, and for its own. A thread that is alone waits for nobody. Requires: the turn is taken.
     */
    private void gather() {
        for (int yields = 0; queued < others && yields < MOST_YIELDS; yields++) {
            Thread.yield();
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

    /** A thread in the queue. */
    private static final class Waiter {

        static final int QUEUED = 0;
        /** Its position is durable, or everything has failed. */
        static final int SERVED = 1;
        /** It has the turn now. */
        static final int TAKES_TURN = 2;

        final long position;
        private final Thread thread = Thread.currentThread();
        private volatile int state = QUEUED;
        /** The one behind it in the queue, or among those that one sync has served. */
        private @Nullable Waiter behind;

        Waiter(long position) {
            this.position = position;
        }

        /** Takes it out of its row, and returns the one behind it. */
        @Nullable
        Waiter unlink() {
            Waiter following = behind;
            behind = null;
            return following;
        }

        int await() {
            boolean interrupted = false;
            while (state == QUEUED) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
            return state;
        }

        void wake(int reason) {
            state = reason;
            LockSupport.unpark(thread);
        }
    }
}
