package dev.dolmen.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A log under test together with what its callers know of it, which must hold after any crash. */
final class LogRun {

    static final Path DIRECTORY = Path.of("/store/wal");

    /** One thing a caller does. */
    record Step(Action action, int bytes) {
        @Override
        public String toString() {
            return action == Action.APPEND ? "append " + bytes : action.name().toLowerCase();
        }
    }

    enum Action {
        APPEND,
        AWAIT,
        ROTATE,
        ROTATE_AND_RELEASE,
        REOPEN
    }

    private final LogOptions options;
    private Log log;

    // What the callers know. Payloads are unique, so equal lists mean: in order, no gap, nothing made up.
    final List<Slice> tried = new ArrayList<>();
    int returned; // appends that returned, from the start of tried
    int acknowledged; // records that were awaited or shown, from the start of tried
    int released; // records no longer needed, from the start of tried
    long firstLive = Log.NO_SEGMENT;

    LogRun(LogOptions options) {
        this.options = options;
    }

    static LogOptions options(int segmentBytes, int preallocationBytes, int spares, long seed) {
        return new LogOptions(segmentBytes, preallocationBytes, spares, new Random(seed)::nextLong);
    }

    /** Runs the steps on the disk, until the power fails. */
    void run(FileSystem disk, List<Step> steps) throws IOException {
        open(disk);
        for (Step step : steps) {
            take(disk, step);
        }
    }

    private void open(FileSystem disk) throws IOException {
        List<Slice> shown = new ArrayList<>();
        log = Log.open(disk, DIRECTORY, options, firstLive, (segment, offset, payload) -> shown.add(copy(payload)));
        check(shown);
        returned = acknowledged = tried.size();
        if (firstLive == Log.NO_SEGMENT) {
            firstLive = log.currentSegment();
        }
    }

    private void take(FileSystem disk, Step step) throws IOException {
        switch (step.action()) {
            case APPEND -> {
                Slice payload = payload(tried.size(), step.bytes());
                tried.add(payload);
                log.append(payload);
                returned = tried.size();
            }
            case AWAIT -> {
                log.awaitDurable(log.appendedPosition());
                acknowledged = tried.size();
            }
            case ROTATE -> {
                log.rotate();
                acknowledged = tried.size();
            }
            case ROTATE_AND_RELEASE -> {
                long next = log.rotate();
                acknowledged = released = tried.size();
                firstLive = next;
                log.releaseBefore(next);
            }
            case REOPEN -> {
                log.close();
                acknowledged = tried.size();
                open(disk);
            }
        }
    }

    /** Opens what a crash left, and lets the callers see it. */
    List<Slice> recover(FileSystem left) throws IOException {
        List<Slice> shown = new ArrayList<>();
        Log recovered = Log.open(left, DIRECTORY, options, firstLive, (segment, offset, payload) -> {
            assertThat(segment).isGreaterThanOrEqualTo(firstLive);
            shown.add(copy(payload));
        });
        check(shown);
        // Not closed: the next crash must find it running.
        assertThat(recovered.durablePosition()).isZero();
        return shown;
    }

    private void check(List<Slice> shown) {
        assertThat(shown.size()).as("acknowledged records shown").isGreaterThanOrEqualTo(acknowledged - released);
        assertThat(shown.size()).as("records shown").isLessThanOrEqualTo(tried.size() - released);
        assertThat(shown).isEqualTo(tried.subList(released, released + shown.size()));
        // From here on the lost ones were never written.
        while (tried.size() > released + shown.size()) {
            tried.remove(tried.size() - 1);
        }
    }

    /** The same knowledge, to be tried with another outcome. */
    LogRun fork() {
        LogRun fork = new LogRun(options);
        fork.tried.addAll(tried);
        fork.returned = returned;
        fork.acknowledged = acknowledged;
        fork.released = released;
        fork.firstLive = firstLive;
        return fork;
    }

    static Slice payload(int number, int bytes) {
        byte[] payload = new byte[bytes];
        new Random(number).nextBytes(payload);
        byte[] name = ("#" + number).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, payload, 0, Math.min(name.length, bytes));
        return new Slice(payload);
    }

    static Slice copy(Slice slice) {
        return new Slice(slice.toByteArray());
    }
}
