package dev.dolmen.lsm;

import dev.dolmen.io.FileSystem;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What a store is given to work with, so that a whole run of it can be a function of a seed.
 *
 * @param fileSystem the disk
 * @param clock for ages and pauses between attempts, never for order
 * @param background runs flushes and compactions: two threads let a flush overtake a long compaction; {@code
 *     Runnable::run} does the work inside the commit that makes it necessary, in one thread. It is not shut down with
 *     the store
 */
public record StoreComponents(FileSystem fileSystem, InstantSource clock, Executor background) {}
