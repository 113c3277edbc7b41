package dev.dolmen.wal;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.WritableFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A disk on which something happens right after a write or a sync took place. */
final class HookedFiles {

    /** What happens then; when it throws, the call fails though it has done its work. */
    @FunctionalInterface
    interface Hook {
        void after(String method) throws IOException;
    }

    private HookedFiles() {}

    static FileSystem on(FileSystem disk, Hook hook) {
        return proxy(FileSystem.class, disk, method -> {}, hook);
    }

    /** The same for what is done with names, not with what is in files. */
    static FileSystem onNames(FileSystem disk, Hook hook) {
        return proxy(FileSystem.class, disk, hook, method -> {});
    }

    private static <T> T proxy(Class<T> type, T target, Hook hook, Hook hookOfFiles) {
        return type.cast(Proxy.newProxyInstance(
                HookedFiles.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(target, arguments);
                        hook.after(method.getName());
                        return result instanceof WritableFile file
                                ? proxy(WritableFile.class, file, hookOfFiles, hookOfFiles)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
