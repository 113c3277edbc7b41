package dev.dolmen.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a real disk can show. What every disk must do is tested by the contract in the testkit. */
@Timeout(60)
final class DiskFileSystemTest {

    private static final int ROUNDS = 300;

    @TempDir
    private Path directory;

    private final FileSystem fileSystem = new DiskFileSystem();

    // ---- interrupts ----

    /** Threads share a file and a directory while another interrupts all of them without pause. */
    @Test
    void interruptsAtAnyMomentDisturbNobody() throws Exception {
        byte[] block = new byte[4096];
        Path shared = directory.resolve("shared");
        try (WritableFile file = fileSystem.create(shared)) {
            file.append(block, 0, block.length);
        }
        ExecutorService workers = Executors.newFixedThreadPool(4);
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        try (WritableFile file = fileSystem.openForWriting(shared);
                RandomReadFile reader = fileSystem.openForReading(shared)) {
            List<Callable<Void>> tasks = List.of(
                    () -> writeAndSync(file, block),
                    () -> read(reader, shared),
                    this::renameAndSyncDirectory,
                    this::lockAndUnlock);
            List<Future<Void>> results = new ArrayList<>();
            for (Callable<Void> task : tasks) {
                results.add(workers.submit(() -> {
                    synchronized (threads) {
                        threads.add(Thread.currentThread());
                    }
                    return task.call();
                }));
            }
            Thread interrupter = new Thread(() -> {
                while (!done.get()) {
                    synchronized (threads) {
                        threads.forEach(Thread::interrupt);
                    }
                    Thread.yield();
                }
            });
            interrupter.start();
            try {
                for (Future<Void> result : results) {
                    result.get();
                }
            } catch (ExecutionException e) {
                throw new AssertionError("an interrupt disturbed a call", e.getCause());
            } finally {
                done.set(true);
                interrupter.join();
            }
            assertThat(file.size()).isEqualTo((ROUNDS + 1L) * block.length);
        } finally {
            workers.shutdownNow();
        }
        assertThat(fileSystem.size(shared)).isEqualTo((ROUNDS + 1L) * block.length);
    }

    private static Void writeAndSync(WritableFile file, byte[] block) throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            file.append(block, 0, block.length);
            file.expectWrites(0, block.length);
            file.write(0, block, 0, block.length);
            file.sync();
        }
        return null;
    }

    private Void read(RandomReadFile shared, Path path) throws IOException {
        byte[] target = new byte[4096];
        for (int i = 0; i < 10 * ROUNDS; i++) {
            shared.readFully(0, target, 0, target.length);
            try (RandomReadFile own = fileSystem.openForReading(path)) {
                own.readFully(0, target, 0, target.length);
            }
        }
        return null;
    }

    private Void renameAndSyncDirectory() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            fileSystem.create(directory.resolve("from")).close();
            fileSystem.rename(directory.resolve("from"), directory.resolve("to"));
            fileSystem.syncDirectory(directory);
        }
        return null;
    }

    private Void lockAndUnlock() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            fileSystem.lock(directory).close();
        }
        return null;
    }

    // ---- locks ----

    @Test
    void aSymbolicLinkDoesNotGetAroundTheLock() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        try (DirectoryLock held = fileSystem.lock(real)) {
            assertThatThrownBy(() -> new DiskFileSystem().lock(link))
                    .isInstanceOf(DirectoryLockedException.class)
                    .hasMessageContaining(link.toString())
                    .hasMessageContaining(real.toString());
            assertThat(held).isNotNull();
        }
        fileSystem.lock(link).close();
    }

    @Test
    void aLockKeepsOtherProcessesOutUntilItsOwnerIsKilled() throws Exception {
        Process child = start(directory);
        try (InputStream output = child.getInputStream()) {
            assertThat(output.read())
                    .as("the child says that it holds the lock")
                    .isEqualTo('L');
            assertThatThrownBy(() -> fileSystem.lock(directory))
                    .isInstanceOf(DirectoryLockedException.class)
                    .hasMessageContaining("another process");
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        fileSystem.lock(directory).close();
    }

    /** A refused second lock must not take the first away: on POSIX, closing any descriptor of the file would. */
    @Test
    void aRefusedSecondLockLeavesTheFirstInForce() throws Exception {
        try (DirectoryLock held = fileSystem.lock(directory)) {
            assertThatThrownBy(() -> fileSystem.lock(directory)).isInstanceOf(DirectoryLockedException.class);
            Process child = start(directory);
            try (InputStream output = child.getInputStream()) {
                assertThat(output.read())
                        .as("the child says that it was refused")
                        .isEqualTo('R');
            } finally {
                child.destroyForcibly();
                assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(held).isNotNull();
        }
    }

    private static Process start(Path directory) throws Exception {
        Path classes = Path.of(DiskFileSystem.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path tests = classes.resolveSibling("test-classes");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        classes + java.io.File.pathSeparator + tests,
                        LockHolder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The other process: says L when it has the lock, R when it is refused, and holds it until it is killed. */
    static final class LockHolder {

        private LockHolder() {}

        public static void main(String[] arguments) throws Exception {
            try (DirectoryLock lock = new DiskFileSystem().lock(Path.of(arguments[0]))) {
                System.out.print(lock == null ? '?' : 'L');
                System.out.flush();
                System.in.read(); // the parent never writes
            } catch (DirectoryLockedException e) {
                System.out.print('R');
                System.out.flush();
            }
        }
    }

    // ---- errors and sizes ----

    @Test
    void aFullDeviceIsReportedWithTheFile() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        try (WritableFile file = fileSystem.openForWriting(full)) {
            assertThatThrownBy(() -> file.write(0, new byte[10], 0, 10))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/dev/full")
                    .hasMessageContaining("No space left on device");
        }
    }

    /** A device without storage cannot be synced, so that this sync fails as one on a broken disk does. */
    @Test
    void aFailedSyncStaysFailed() throws IOException {
        Path unsyncable = Path.of("/dev/full");
        assumeTrue(Files.exists(unsyncable));
        try (WritableFile file = fileSystem.openForWriting(unsyncable)) {
            assertThatThrownBy(file::sync)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/dev/full: cannot sync");
            assertThatThrownBy(file::sync)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/dev/full: an earlier sync failed");
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedClearly() {
        Path readOnly = Path.of("/sys");
        assumeTrue(Files.isDirectory(readOnly));
        assertThatThrownBy(() -> fileSystem.lock(readOnly))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot lock /sys")
                .hasMessageContaining("writable");
    }

    @Test
    void readsFilesOfMoreThanTwoGibibytes() throws IOException {
        Path sparse = directory.resolve("sparse");
        byte[] marks = {1, 2, 3, 4, 5, 6, 7, 8};
        long end = (5L << 30) + 4;
        try (WritableFile file = fileSystem.create(sparse)) {
            for (long border = 1L << 30; border <= 5L << 30; border += 1L << 30) {
                file.write(border - 4, marks, 0, 8);
            }
            assertThat(file.size()).isEqualTo(end);
        }
        try (RandomReadFile file = fileSystem.openForReading(sparse)) {
            assertThat(file.size()).isEqualTo(end);
            for (long border = 1L << 30; border <= 5L << 30; border += 1L << 30) {
                byte[] target = new byte[8];
                file.readFully(border - 4, target, 0, 8);
                assertThat(target).isEqualTo(marks);
                ByteBuffer view = file.view(border - 4, 8);
                assertThat(view.getLong(0)).isEqualTo(0x0807060504030201L);
            }
            assertThatThrownBy(() -> file.view(end - 3, 4)).isInstanceOf(java.io.EOFException.class);
        }
    }
}
