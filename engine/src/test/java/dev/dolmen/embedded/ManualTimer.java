package dev.dolmen.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer that fires when it is told to, in the calling thread. It has no thread of its own. */
final class ManualTimer extends ScheduledThreadPoolExecutor {

    private final List<Repeated> repeated = new ArrayList<>();

    ManualTimer() {
        super(0);
    }

    private final class Repeated extends FutureTask<Void> implements RunnableScheduledFuture<Void> {
        private final Runnable task;
        private final long delayMillis;

        Repeated(Runnable task, long delayMillis) {
            super(task, null);
            this.task = task;
            this.delayMillis = delayMillis;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            repeated.remove(this);
            return super.cancel(mayInterruptIfRunning);
        }

        @Override
        public boolean isPeriodic() {
            return true;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(delayMillis, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        Repeated added = new Repeated(task, unit.toMillis(delay));
        repeated.add(added);
        return added;
    }

    /** The periods of what is scheduled, in milliseconds. */
    List<Long> periods() {
        return repeated.stream().map(task -> task.delayMillis).toList();
    }

    /** Everything scheduled is due once. What throws something is not due again, as with any such timer. */
    void fire() {
        for (Repeated task : List.copyOf(repeated)) {
            try {
                task.task.run();
            } catch (RuntimeException | Error failure) {
                repeated.remove(task);
            }
        }
    }
}
