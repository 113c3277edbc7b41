package dev.dolmen.testkit;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Calls to a simulated disk that shall fail, and how: those that match, except for the first {@code skipped} of them,
 * and no more than {@code times}.
 *
 * <p>Example: the third sync of any log fails once.
 *
 * <pre>{@code
 * disk.inject(Fault.once(Errno.EIO, op -> op.kind() == SYNC && op.file().toString().endsWith(".log")).after(2));
 * }</pre>
 *
 * @param failure makes what is thrown, from the file's path: an {@link java.io.IOException} or an unchecked throwable
 */
public record Fault(
        Predicate<DiskOperation> where, Function<Path, ? extends Throwable> failure, long skipped, long times) {

    /** The first matching call fails, later ones do not. */
    public static Fault once(Errno errno, Predicate<DiskOperation> where) {
        return new Fault(where, errno::on, 0, 1);
    }

    /** Every matching call fails, until the disk is repaired. */
    public static Fault lasting(Errno errno, Predicate<DiskOperation> where) {
        return new Fault(where, errno::on, 0, Long.MAX_VALUE);
    }

    /** The same, but the first {@code count} matching calls go well. */
    public Fault after(long count) {
        return new Fault(where, failure, count, times);
    }
}
