package dev.dolmen.lsm.commit;

import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.health.UnknownOutcomeException;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.memtable.TrieMemTable;
import dev.dolmen.lsm.read.DrainedRanges;
import dev.dolmen.lsm.read.ReadView;
import dev.dolmen.lsm.read.Views;
import dev.dolmen.wal.Log;
import dev.dolmen.wal.LogClosedException;
import dev.dolmen.wal.LogFailedException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Logs, applies and publishes batches, all in one order.
 *
 * <pre>
 * lock log
 *   number the batch, append it to the log
 *   lock apply               -- before the log is unlocked: nobody overtakes
 * unlock log                 -- the next batch is logged while this one is applied
 *   add it to the memtable, publish its last number
 * unlock apply
 * </pre>
 *
 * <p>A writer who is alone keeps the first lock and takes no other: each lock that is taken or given back makes the processor
 * wait until all it has written before has reached its cache, and what goes to the log and to the memtable is written to
 * memory that is in no cache (ADR 37).
 *
 * <ol>
 *   <li>Log order = order of sequence numbers = order of publication.
 *   <li>A batch is published whole: readers look no further than the published number.
 *   <li>Whatever keeps a logged batch out of the memtable makes the store read-only: memory and log would disagree.
 * </ol>
 *
 * <p>Locks, in this order: {@code logging} (numbers, the log's single writer, which memtable is active), {@code applying} (the
 * memtable's single writer, unless that one still holds the first). Neither is held while anyone waits for a sync, unless the
 * log starts a new segment.
 */
public final class CommitPipeline {

    private final Log log;
    private final Views views;
    private final DrainedRanges drained;
    private final Health health;
    private final Admission admission;
    private final int memtableBytes;
    private final int maxSealed;

    private final ReentrantLock logging = new ReentrantLock();
    private final ReentrantLock applying = new ReentrantLock();
    private final SequencePositions positions = new SequencePositions();

    /** Written with logging held. Volatile, for {@link DrainedRanges}: what is looked up there is looked up afterwards. */
    private volatile long lastAssigned;
    /** Written by whoever applies. */
    private final AtomicLong visible;

    private final AtomicLong durable;

    /**
     * @param recoveredSequence the last one in use: visible and durable
     * @param visible where to publish
     * @param maxSealed so many memtables may wait for their flush before the active one grows over its size
     */
    public CommitPipeline(
            Log log,
            Views views,
            DrainedRanges drained,
            Health health,
            Admission admission,
            AtomicLong visible,
            long recoveredSequence,
            int memtableBytes,
            int maxSealed) {
        this.log = log;
        this.views = views;
        this.drained = drained;
        this.health = health;
        this.admission = admission;
        this.visible = visible;
        this.memtableBytes = memtableBytes;
        this.maxSealed = maxSealed;
        lastAssigned = recoveredSequence;
        durable = new AtomicLong(recoveredSequence);
        visible.set(recoveredSequence);
    }

    /** As {@code OrderedStore.commit}. */
    public long commit(WriteBatch batch) throws IOException {
        if (batch.isEmpty()) {
            health.requireWritable();
            return visible.get();
        }
        admission.admit(batch.encodedBytes());
        long last = logAndApply(batch);
        admission.committed();
        return last;
    }

    private long logAndApply(WriteBatch batch) throws IOException {
        long last;
        logging.lock();
        try {
            health.requireWritable();
            ReadView view = views.peek();
            if (view.active().table().usedBytes() >= memtableBytes
                    && view.sealed().size() < maxSealed) {
                sealActive();
            }
            last = append(batch);
            if (isAlone()) {
                apply(batch, last);
                return last;
            }
            applying.lock();
        } finally {
            logging.unlock();
        }
        try {
            apply(batch, last);
        } finally {
            applying.unlock();
        }
        return last;
    }

    /**
     * Whether nobody waits to log a batch, and nobody applies one. Nobody begins to while this thread holds the first lock.
     * Requires: logging held.
     */
    private boolean isAlone() {
        return !logging.hasQueuedThreads() && !applying.isLocked();
    }

    /** Requires: logging held. */
    private long append(WriteBatch batch) throws IOException {
        long before = lastAssigned;
        long last = before + batch.count();
        batch.assign(before + 1);
        // Now rather than once the record is written, for then the processor would have to wait for that.
        lastAssigned = last;
        boolean appended = false;
        try {
            positions.add(last, log.appendAlone(batch.encoded()));
            appended = true;
            return last;
        } catch (LogFailedException failure) {
            health.fail(failure);
            throw new UnknownOutcomeException(last, failure);
        } catch (LogClosedException closed) {
            throw (IOException) new ClosedStoreException().initCause(closed);
        } catch (RuntimeException | Error failure) {
            // Half a record may be in the log, or a whole one.
            health.fail(failure);
            throw failure;
        } finally {
            if (!appended) {
                lastAssigned = before;
            }
        }
    }

    /** Requires: applying held, or logging held by who {@linkplain #isAlone is alone}. */
    private void apply(WriteBatch batch, long last) throws IOException {
        Throwable earlier = health.failure();
        if (earlier != null) {
            // The batch before this one may be applied in part: publishing this one would publish that part.
            throw new UnknownOutcomeException(last, earlier);
        }
        try {
            if (visible.get() + batch.count() != last) {
                throw new AssertionError("batch up to " + last + " applied after " + visible.get());
            }
            Generation active = views.peek().active();
            WriteBatch.read(batch.encoded(), (sequence, kind, key, value) -> {
                drained.write(kind, key, value);
                active.add(sequence, kind, key, value);
            });
            active.addedUpTo(last);
            visible.lazySet(last); // the lock, when it is given back, does what a volatile write would do
        } catch (IOException | RuntimeException | Error failure) {
            health.fail(failure);
            throw new UnknownOutcomeException(last, failure);
        }
    }

    /** Seals the active memtable, unless it is empty. */
    public void seal() throws IOException {
        logging.lock();
        try {
            health.requireWritable();
            sealActive();
        } finally {
            logging.unlock();
        }
    }

    /** Requires: logging held. */
    private void sealActive() throws IOException {
        applying.lock();
        try {
            Generation active = views.peek().active();
            if (!active.table().isEmpty()) {
                views.seal(new Generation(new TrieMemTable(memtableBytes), log.currentSegment()));
            }
        } finally {
            applying.unlock();
        }
    }

    /**
     * Starts a log segment and a memtable when nothing waits to be flushed, so that flushing the memtable before, which is
     * empty, lets go of the log so far.
     *
     * @return whether that was so
     */
    public boolean startAfresh() throws IOException {
        logging.lock();
        applying.lock();
        try {
            health.requireWritable();
            ReadView view = views.peek();
            if (!view.active().table().isEmpty() || !view.sealed().isEmpty()) {
                return false;
            }
            log.rotate();
            view.active().addedUpTo(visible.get());
            views.seal(new Generation(new TrieMemTable(memtableBytes), log.currentSegment()));
            return true;
        } catch (LogFailedException failure) {
            health.fail(failure);
            throw failure;
        } finally {
            applying.unlock();
            logging.unlock();
        }
    }

    /** As {@code OrderedStore.awaitDurable}. */
    public void awaitDurable(long sequence) throws IOException {
        if (sequence <= durable.get()) {
            return;
        }
        try {
            log.awaitDurable(positions.positionOf(sequence));
            if (sequence > durable.get()) {
                noticeDurable(); // the first of all whom one sync served does it for the others
            }
        } catch (LogFailedException failure) {
            health.fail(failure);
            throw new UnknownOutcomeException(sequence, failure);
        }
    }

    /** Takes note of what has become durable without anybody waiting for it. */
    public void noticeDurable() {
        noteDurable(positions.durableAt(log.durablePosition()));
    }

    private void noteDurable(long sequence) {
        durable.accumulateAndGet(sequence, Math::max);
    }

    /** The highest sequence number given to an operation so far, though that one may still fail, and another get it. */
    public long lastNumbered() {
        return lastAssigned;
    }

    /** Everything up to here is durable; more may be, by syncs nobody waited for, until {@link #noticeDurable}. */
    public long durableSequence() {
        return durable.get();
    }

    /**
     * Ends the writing: commits that have begun are finished, later ones throw; then everything is synced and the log is
     * closed.
     */
    public void close() throws IOException {
        logging.lock();
        applying.lock();
        try {
            health.close();
        } finally {
            applying.unlock();
            logging.unlock();
        }
        log.close();
        if (health.failure() == null) {
            noticeDurable();
        }
    }
}
