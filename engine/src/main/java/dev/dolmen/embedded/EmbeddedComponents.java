package dev.dolmen.embedded;

import dev.dolmen.io.FileSystem;
import dev.dolmen.lsm.OrderedStore;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What a database is given to work with, so that a whole run of it can be a function of a seed. Nothing of it is shut
 * down with the database.
 *
 * @param fileSystem the disk
 * @param clock the time of requests, and that by which items expire and request tokens age
 * @param background runs flushes and compactions, see {@link dev.dolmen.lsm.StoreComponents#background()}, and deletes
 *     expired items
 * @param acknowledgements runs the one task that waits for the disk and then completes asynchronous writes, while there
 *     are such; {@code Runnable::run} completes them before the call returns
 * @param timer starts syncs in {@link EmbeddedOptions#syncPeriod()}, and looks for expired items while a table has a time
 *     to live; lets deleted data leave the disk though nobody writes, and the filling of an index that failed go on. Null when
 *     there is no such period, expired items are deleted by {@link EmbeddedItemStore#deleteExpired} alone, {@link
 *     OrderedStore#tend} is called by the owner, and filling goes on for {@link EmbeddedItemStore#awaitIndexes}
 */
public record EmbeddedComponents(
        FileSystem fileSystem,
        InstantSource clock,
        Executor background,
        Executor acknowledgements,
        @Nullable ScheduledExecutorService timer) {}
