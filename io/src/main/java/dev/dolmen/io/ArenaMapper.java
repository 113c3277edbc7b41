package dev.dolmen.io;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** Maps files into arenas ({@code java.lang.foreign}), reached by method handles, since Java 17 compiles this. */
final class ArenaMapper implements Mapping.Mapper {

    /** The Java release that has arenas for good. */
    static final int FIRST_RELEASE = 22;

    private final MethodHandle ofShared;
    private final MethodHandle map;
    private final MethodHandle asByteBuffer;
    private final MethodHandle close;

    ArenaMapper() {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            Class<?> arena = Class.forName("java.lang.foreign.Arena");
            Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
            ofShared = lookup.findStatic(arena, "ofShared", MethodType.methodType(arena));
            map = lookup.findVirtual(
                    FileChannel.class,
                    "map",
                    MethodType.methodType(segment, MapMode.class, long.class, long.class, arena));
            asByteBuffer = lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class));
            close = lookup.findVirtual(arena, "close", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JVM cannot unmap files: it lacks java.lang.foreign.Arena", e);
        }
    }

    @Override
    public Mapping map(FileChannel file, MapMode mode, long position, long bytes) throws IOException {
        Object arena = call(() -> ofShared.invoke());
        try {
            Object segment = callOnFile(() -> map.invoke(file, mode, position, bytes, arena));
            return new Mapping((ByteBuffer) call(() -> asByteBuffer.invoke(segment)), () -> close(arena));
        } catch (IOException | RuntimeException | Error e) {
            close(arena);
            throw e;
        }
    }

    private void close(Object arena) {
        call(() -> close.invoke(arena));
    }

    /** A call by a method handle, which declares to throw anything. */
    private interface Call {
        Object run() throws Throwable;
    }

    private static Object call(Call call) {
        try {
            return callOnFile(call);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Object callOnFile(Call call) throws IOException {
        try {
            return call.run();
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
