package dev.dolmen.io;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Maps files as Java always could, and unmaps them by {@code sun.misc.Unsafe.invokeCleaner} (module
 * {@code jdk.unsupported}). It is reached by reflection because the compiler warns of any direct mention.
 */
final class CleanerMapper implements Mapping.Mapper {

    private final MethodHandle invokeCleaner;

    CleanerMapper() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field instance = unsafe.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            invokeCleaner = MethodHandles.lookup()
                    .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JVM cannot unmap files: it lacks sun.misc.Unsafe.invokeCleaner", e);
        }
    }

    @Override
    public Mapping map(FileChannel file, MapMode mode, long position, long bytes) throws IOException {
        MappedByteBuffer buffer = file.map(mode, position, bytes);
        return new Mapping(buffer, () -> unmap(buffer));
    }

    private void unmap(MappedByteBuffer buffer) {
        try {
            invokeCleaner.invoke(buffer);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
