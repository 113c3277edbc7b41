package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More items than fit in the memory that the store is given. */
class ManyItemsTest {

    /** The store's 16 MiB, and more than as much again for requests under way, compaction and what waits for collection. */
    private static final int HEAP_MEBIBYTES = 48;

    /** Of which the store takes half, if nothing is said of memory. */
    private static final int SMALL_HEAP_MEBIBYTES = 64;

    /** What is alive, in MiB: {@code Pause Full (Allocation Failure) 30M->18M(46M)}. */
    private static final Pattern COLLECTION = Pattern.compile("Pause Full .* \\d+M->(\\d+)M\\(");

    @TempDir
    Path directory;

    @Test
    void aHundredThousand() throws Exception {
        run(100_000, HEAP_MEBIBYTES, ManyItems.SMALL.memoryBudget());
    }

    @Test
    @Tag("long")
    void aMillion() throws Exception {
        run(1_000_000, HEAP_MEBIBYTES, ManyItems.SMALL.memoryBudget());
    }

    @Test
    void aSmallHeapNeedsNoOptions() throws Exception {
        run(150_000, SMALL_HEAP_MEBIBYTES, DolmenOptions.defaultMemoryBudget((long) SMALL_HEAP_MEBIBYTES << 20));
    }

    private void run(int count, int heapMebibytes, long budgetBytes) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMebibytes + "m",
                        "-XX:+UseSerialGC",
                        "-Xlog:gc:stdout",
                        "-cp",
                        ReadmeTest.classPath() + System.getProperty("path.separator") + Path.of("target/test-classes"),
                        ManyItems.class.getName(),
                        directory.resolve("store").toString(),
                        String.valueOf(count),
                        String.valueOf(heapMebibytes == SMALL_HEAP_MEBIBYTES))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        String alive = COLLECTION
                .matcher(said)
                .results()
                .map(collection -> Integer.valueOf(collection.group(1)))
                .max(Integer::compare)
                .map(peak -> "at most " + peak + " MiB were alive at a full collection")
                .orElse("no full collection was needed");
        System.out.printf(
                "%,d items: the store's budget is %d MiB, the heap's limit %d MiB; %s%n",
                count, budgetBytes >> 20, heapMebibytes, alive);
    }
}
