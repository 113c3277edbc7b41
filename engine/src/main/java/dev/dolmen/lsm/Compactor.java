package dev.dolmen.lsm;

import dev.dolmen.lsm.compaction.CompactionJob;
import dev.dolmen.lsm.compaction.CompactionPicker;
import dev.dolmen.lsm.compaction.CompactionPlan;
import dev.dolmen.lsm.compaction.ReadTolls;
import dev.dolmen.lsm.compaction.TableCover;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.read.ReadView;
import dev.dolmen.lsm.read.Snapshots;
import dev.dolmen.lsm.read.Views;
import dev.dolmen.lsm.version.Version;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Picks compactions and does them, one at a time. Thread-safe. */
final class Compactor {

    private final Health health;
    private final Views views;
    private final Snapshots snapshots;
    private final InstantSource clock;
    private final CompactionPicker picker;
    private final ReadTolls tolls;
    private final CompactionJob job;
    private final Retry retry;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong compactions = new AtomicLong();
    private final AtomicLong compactedBytes = new AtomicLong();

    Compactor(
            Health health,
            Views views,
            Snapshots snapshots,
            InstantSource clock,
            CompactionPicker picker,
            ReadTolls tolls,
            CompactionJob job,
            Retry retry) {
        this.health = health;
        this.views = views;
        this.snapshots = snapshots;
        this.clock = clock;
        this.picker = picker;
        this.tolls = tolls;
        this.job = job;
        this.retry = retry;
    }

    /**
     * Does the most useful compaction.
     *
     * @return whether there was one to do
     */
    boolean compactOnce() throws IOException {
        return compact(this::mostUseful);
    }

    /** Merges everything to the last level. */
    void compactAll() throws IOException {
        compact(version -> CompactionPicker.full(version.levels()));
    }

    private CompactionPlan mostUseful(Version version) throws IOException {
        return picker.pick(version.levels(), new TableCover(version), tolls, snapshots.sequences(), clock.millis());
    }

    /** What to compact, if anything. */
    private interface Choice {
        CompactionPlan of(Version version) throws IOException;
    }

    private boolean compact(Choice choice) throws IOException {
        lock.lock();
        try {
            health.requireWritable();
            ReadView view = views.pin();
            try {
                boolean[] done = new boolean[1];
                retry.attempt(() -> {
                    Version version = view.version();
                    CompactionPlan plan = choice.of(version);
                    done[0] = !plan.inputs().isEmpty();
                    if (done[0]) {
                        compactedBytes.addAndGet(job.run(plan, version));
                        compactions.incrementAndGet();
                        tolls.compacted(plan, views.peek().version().levels());
                    }
                });
                return done[0];
            } finally {
                view.release();
            }
        } finally {
            lock.unlock();
        }
    }

    /** When the next attempt makes sense. */
    Retry retry() {
        return retry;
    }

    /** Held while something is compacted. */
    ReentrantLock lock() {
        return lock;
    }

    long compactions() {
        return compactions.get();
    }

    long compactedBytes() {
        return compactedBytes.get();
    }
}
