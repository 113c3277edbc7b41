package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.testkit.SimulatedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of a mapped table that changes after it was read, as when it comes back from a failing disk. */
class RottenPageTest {

    private static final Slice KEY = slice("key");
    private static final byte[] VALUE = new byte[300];

    static {
        Arrays.fill(VALUE, (byte) 'v');
    }

    private final SimulatedClock clock = new SimulatedClock();
    private final ReadResult read = new ReadResult();

    @TempDir
    private Path directory;

    @Test
    void pointReadsNoticeItWithinAMinuteOrSo() throws IOException {
        try (OrderedStore store = OrderedStore.open(
                directory, StoreOptions.builder().build(), TestStores.components(new DiskFileSystem(), clock))) {
            store.commit(new WriteBatch().put(KEY, new Slice(VALUE)));
            store.flush();
            assertThat(store.get(KEY, null, read)).isTrue();

            Path table = RottenFile.of(directory, ".sst", VALUE);
            clock.step(Duration.ofSeconds(59));
            store.tend();
            assertThat(store.get(KEY, null, read))
                    .as("trusted, for the sake of speed")
                    .isTrue();

            clock.step(Duration.ofSeconds(1));
            store.tend();
            assertThatThrownBy(() -> store.get(KEY, null, read))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining(table.toString());
        }
    }

    @Test
    void aClosedStoreIsLeftAlone() throws IOException {
        OrderedStore store = OrderedStore.open(
                directory, StoreOptions.builder().build(), TestStores.components(new DiskFileSystem(), clock));
        store.close();
        clock.step(Duration.ofHours(1));
        assertThatCode(store::tend).doesNotThrowAnyException();
    }
}
