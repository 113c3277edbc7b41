package dev.dolmen.lsm;

import dev.dolmen.io.FileSystem;
import dev.dolmen.lsm.count.Weigher;
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
 * @param weigher what {@link OrderedStore#census} counts; the same each time a directory is opened
 */
public record StoreComponents(
        FileSystem fileSystem, InstantSource clock, Executor background, LongSupplier random, Weigher weigher) {

    /** With good random numbers, and nothing counted. */
    public StoreComponents(FileSystem fileSystem, InstantSource clock, Executor background) {
        this(fileSystem, clock, background, new SecureRandom()::nextLong);
    }

    /** With nothing counted. */
    public StoreComponents(FileSystem fileSystem, InstantSource clock, Executor background, LongSupplier random) {
        this(fileSystem, clock, background, random, Weigher.NOTHING);
    }

    /** The same, but for what is counted. */
    public StoreComponents withWeigher(Weigher other) {
        return new StoreComponents(fileSystem, clock, background, random, other);
    }
}
