package dev.dolmen.lsm.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.KeyRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrewTest {

    private static final Executor NOBODY = task -> {
        throw new RejectedExecutionException();
    };

    private static final Executor NO_THREAD_LEFT = task -> {
        throw new OutOfMemoryError("unable to create native thread");
    };

    private static List<Crew.Part<String>> parts(String... names) {
        List<Crew.Part<String>> parts = new ArrayList<>();
        for (String name : names) {
            parts.add(() -> {
                if (name.startsWith("!")) {
                    throw new IOException(name);
                }
                return name;
            });
        }
        return parts;
    }

    @Test
    void theCallerDoesWhatNobodyElseBegins() throws IOException {
        for (Executor executor : List.<Executor>of(NOBODY, NO_THREAD_LEFT, task -> {}, Runnable::run)) {
            List<String> results = new ArrayList<>();
            new Crew(executor, 3).run(parts("a", "b", "c", "d"), results);
            assertThat(results).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void whatDidNotFailIsGivenBackWithTheFailure() {
        List<String> results = new ArrayList<>();
        assertThatThrownBy(() -> new Crew(Runnable::run, 2).run(parts("a", "!b", "c", "!d"), results))
                .isInstanceOf(IOException.class)
                .hasMessage("!b")
                .hasSuppressedException(new IOException("!d"));
        assertThat(results).containsExactly("a", "c");
    }

    /** The JVM throws one and the same error in all threads when there is no memory for a new one. */
    @Test
    void severalPartsMayFailOfTheSameCause() {
        OutOfMemoryError cause = new OutOfMemoryError("made for all");
        Crew.Part<String> failing = () -> {
            throw cause;
        };
        List<String> results = new ArrayList<>();
        assertThatThrownBy(() -> new Crew(NOBODY, 2).run(List.of(failing, failing, () -> "c"), results))
                .isSameAs(cause);
        assertThat(results).containsExactly("c");
    }

    /** Each part waits for the others, so they end only when all run at the same time. */
    @Test
    void partsRunAtTheSameTime() throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            CountDownLatch all = new CountDownLatch(3);
            Crew.Part<Boolean> part = () -> {
                all.countDown();
                try {
                    return all.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            };
            List<Boolean> results = new ArrayList<>();
            new Crew(threads, 3).run(List.of(part, part, part), results);
            assertThat(results).containsExactly(true, true, true);
        } finally {
            threads.shutdown();
        }
    }

    private static Slice key(String text) {
        return new Slice(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CompactionPlan.Input input(int level, String from, String to, long bytes) {
        KeyRange range = new KeyRange(key(from), key(to), false);
        return new CompactionPlan.Input(level, new FileMetadata(1, bytes, bytes, 10, 0, 0, range, 1, 9, 0, 0, 0));
    }

    private static List<KeyPart> parts(int most, long least, CompactionPlan.Input... inputs) {
        return KeyPart.of(new CompactionPlan.Merge(List.of(inputs), 6, false), most, least);
    }

    @Test
    void aMergeIsCutWhereTablesBegin() {
        CompactionPlan.Input[] inputs = {
            input(0, "a", "z", 100), input(6, "a", "f", 100), input(6, "g", "m", 100), input(6, "n", "z", 100)
        };
        assertThat(parts(2, 10, inputs)).containsExactly(new KeyPart(null, key("g")), new KeyPart(key("g"), null));
        assertThat(parts(9, 10, inputs)).hasSizeBetween(2, 4).startsWith(new KeyPart(null, key("g")));
        assertThat(parts(1, 10, inputs)).containsExactly(KeyPart.ALL);
        assertThat(parts(9, 1_000, inputs)).as("too small to cut").containsExactly(KeyPart.ALL);
        assertThat(parts(9, 1, input(0, "a", "z", 50), input(0, "a", "y", 50)))
                .as("no table begins within")
                .containsExactly(KeyPart.ALL);
    }
}
