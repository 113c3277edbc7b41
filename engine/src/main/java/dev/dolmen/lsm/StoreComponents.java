package dev.dolmen.lsm;

import dev.dolmen.io.FileSystem;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What a store is given to work with, so that a whole run of it can be a function of a seed.
 *
 * @param fileSystem the disk
 * @param clock for ages and pauses between attempts, never for order
 * @param background runs flushes and compactions: two threads let a flush overtake a long compaction; {@code
 *     Runnable::run} does the work inside the commit that makes it necessary, in one thread. It is not shut down with
 *     the store
 * @param random for what must not be guessed by chance, such as the salts of log segments
 */
public record StoreComponents(FileSystem fileSystem, InstantSource clock, Executor background, LongSupplier random) {

    /** With good random numbers. */
    public StoreComponents(FileSystem fileSystem, InstantSource clock, Executor background) {
        this(fileSystem, clock, background, new SecureRandom()::nextLong);
    }
}
