package dev.dolmen.embedded;

import dev.dolmen.io.FileSystem;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.model.Durability;
import dev.dolmen.table.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Opens databases on a simulated disk, everything in the calling thread. */
final class Databases {

    static final Path DIRECTORY = Path.of("/db");

    /** So small that a few writes flush and compact. */
    static final StoreOptions TINY = StoreOptions.builder()
            .memtableBytes(4 << 10)
            .tableBytes(4 << 10)
            .baseLevelBytes(16 << 10)
            .logSegmentBytes(8 << 10)
            .manifestBytes(2 << 10)
            .build();

    private Databases() {}

    static EmbeddedItemStore open(FileSystem disk, InstantSource clock) throws IOException {
        return open(disk, clock, StoreOptions.builder().logSegmentBytes(1 << 20).build(), Runnable::run);
    }

    static EmbeddedItemStore open(FileSystem disk, InstantSource clock, StoreOptions options, Executor acknowledgements)
            throws IOException {
        return EmbeddedItemStore.open(
                DIRECTORY,
                new EmbeddedOptions(options, Durability.SYNC, null, Limits.DYNAMODB),
                new EmbeddedComponents(disk, clock, Runnable::run, acknowledgements, null));
    }

    /** What is done in the background is not done: whoever wants it done does it. */
    static EmbeddedItemStore openWithoutBackground(FileSystem disk, InstantSource clock) throws IOException {
        return openWithBackground(disk, clock, task -> {});
    }

    /** What is done in the background is given to an executor. */
    static EmbeddedItemStore openWithBackground(FileSystem disk, InstantSource clock, Executor background)
            throws IOException {
        return EmbeddedItemStore.open(
                DIRECTORY,
                new EmbeddedOptions(
                        StoreOptions.builder().logSegmentBytes(1 << 20).build(),
                        Durability.SYNC,
                        null,
                        Limits.DYNAMODB),
                new EmbeddedComponents(disk, clock, background, Runnable::run, null));
    }
}
