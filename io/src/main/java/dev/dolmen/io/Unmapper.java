package dev.dolmen.io;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.MappedByteBuffer;

/**
 * Gives mapped memory back at once instead of when the garbage collector comes by, so that deleted files free their
 * space and closed ones their addresses.
 *
 * <p>Java 17 offers this through {@code sun.misc.Unsafe.invokeCleaner} (module {@code jdk.unsupported}) only. It is
 * reached by reflection because the compiler warns of any direct mention.
 */
final class Unmapper {

    private static final MethodHandle INVOKE_CLEANER = invokeCleaner();

    private Unmapper() {}

    /** Requires: nobody reads the buffer, or any slice of it, any more; that would crash the JVM. */
    static void unmap(MappedByteBuffer buffer) {
        try {
            INVOKE_CLEANER.invoke(buffer);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle invokeCleaner() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, java.nio.ByteBuffer.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JVM cannot unmap files: it lacks sun.misc.Unsafe.invokeCleaner", e);
        }
    }
}
