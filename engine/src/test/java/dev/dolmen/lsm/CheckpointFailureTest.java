package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.DirectoryLockedException;
import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.testkit.DiskOperation;
import dev.dolmen.testkit.DiskOperation.Kind;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A checkpoint that fails leaves nothing behind, and can be made anew at the same place. */
class CheckpointFailureTest {

    private static final Path TARGET = Path.of("/backups/of-today/copy");

    /** As hard as it fails: the rest of the disk's calls stay possible, so that it can clean up. */
    private static final Set<Kind> MAKING = EnumSet.of(
            Kind.CREATE_DIRECTORY,
            Kind.CREATE,
            Kind.LINK,
            Kind.RENAME,
            Kind.WRITE,
            Kind.SYNC,
            Kind.SYNC_DIRECTORY,
            Kind.OPEN_DIRECTORY,
            Kind.LIST,
            Kind.EXISTS,
            Kind.LOCK);

    private SimulatedDisk disk = new SimulatedDisk();
    private OrderedStore store;
    private TreeMap<Slice, Slice> contents = new TreeMap<>();

    @BeforeEach
    void fill() throws IOException {
        disk = new SimulatedDisk();
        store = TestStores.open(disk);
        for (int i = 0; i < 60; i++) {
            store.commit(new WriteBatch().put(slice("key" + i), slice("value " + i + "-".repeat(30))));
        }
        store.flush();
        contents = TestStores.contents(store, null);
    }

    private static Predicate<DiskOperation> inTarget() {
        return operation -> MAKING.contains(operation.kind())
                && operation.file().startsWith(TARGET.getRoot().resolve("backups"));
    }

    private List<Path> filesOfTarget(SimulatedDisk where) {
        return where.files().stream().filter(file -> file.startsWith(TARGET)).toList();
    }

    private void checkCopy(SimulatedDisk where) throws IOException {
        try (OrderedStore copy =
                OrderedStore.open(TARGET, TestStores.TINY, TestStores.components(where, new SimulatedClock()))) {
            assertThat(TestStores.contents(copy, null)).isEqualTo(contents);
            TestStores.check(copy);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Errno.class,
            names = {"EIO", "ENOSPC"})
    void whateverFailsOnceNothingIsLeft(Errno errno) throws IOException {
        everyCallFails(errno::on);
    }

    @Test
    void noMoreWhenAnErrorIsThrown() throws IOException {
        everyCallFails(file -> new StackOverflowError("made for the test"));
    }

    private void everyCallFails(Function<Path, Throwable> failure) throws IOException {
        boolean struck = true;
        int failures = 0;
        for (long call = 0; struck; call++) {
            fill();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            disk.inject(new Fault(
                    inTarget(),
                    file -> {
                        Throwable made = failure.apply(file);
                        thrown.set(made);
                        return made;
                    },
                    call,
                    1));
            try {
                store.checkpoint(TARGET);
                struck = thrown.get() != null;
            } catch (IOException | StackOverflowError failed) {
                assertThat(failed).as("call " + call).isSameAs(thrown.get());
                failures++;
                assertThat(disk.exists(TARGET)).as("call " + call).isFalse();
                assertThat(disk.list(TARGET.getRoot())).as("call " + call).containsExactly("store");
                store.checkpoint(TARGET);
            }
            checkCopy(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0));
            TestStores.check(store);
            store.close();
            assertThat(disk.open()).isEmpty();
        }
        assertThat(failures).isGreaterThan(20);
    }

    @Test
    void whatWasThereBeforeStays() throws IOException {
        disk.createDirectories(TARGET.getParent());
        disk.create(TARGET.resolveSibling("other")).close();
        disk.inject(Fault.once(Errno.ENOSPC, operation -> operation.kind() == Kind.SYNC));
        assertThatThrownBy(() -> store.checkpoint(TARGET)).isInstanceOf(IOException.class);
        assertThat(disk.list(TARGET.getParent())).containsExactly("other");
        store.close();
    }

    /** A directory that has come since it was looked for is somebody else's. */
    @Test
    void whatAppearsMeanwhileStays() throws IOException {
        Path foreign = TARGET.resolve("000001.sst");
        disk.inject(Fault.once(Errno.EIO, operation -> {
            if (operation.kind() == Kind.LOCK) {
                createForeign(foreign);
            }
            return false;
        }));
        assertThatThrownBy(() -> store.checkpoint(TARGET)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(filesOfTarget(disk)).containsExactly(foreign);
        store.close();
    }

    private void createForeign(Path file) {
        try {
            disk.create(file).close();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** It would make a store of its own there, if it came before the first table. */
    @Test
    void nobodyOpensItBeforeItIsWhole() throws IOException {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        disk.inject(Fault.once(Errno.EIO, operation -> {
            if (operation.kind() == Kind.LINK && refusal.get() == null) {
                refusal.set(new AssertionError("it was opened"));
                refusal.set(openingOfTarget());
            }
            return false;
        }));
        store.checkpoint(TARGET);
        assertThat(refusal.get()).isInstanceOf(DirectoryLockedException.class);
        store.close();
        checkCopy(disk);
    }

    private Throwable openingOfTarget() {
        try {
            OrderedStore.open(TARGET, TestStores.TINY, TestStores.components(disk, new SimulatedClock()))
                    .close();
            return new AssertionError("it was opened");
        } catch (IOException refused) {
            return refused;
        }
    }

    /** A disk that refuses to delete, too: the next attempt says what is in its way. */
    @Test
    void whatCannotBeRemovedIsTold() throws IOException {
        disk.inject(Fault.once(Errno.EIO, operation -> operation.kind() == Kind.SYNC));
        disk.inject(Fault.lasting(Errno.EIO, operation -> operation.kind() == Kind.DELETE));
        assertThatThrownBy(() -> store.checkpoint(TARGET))
                .isInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).isNotEmpty());
        disk.repair();
        assertThatThrownBy(() -> store.checkpoint(TARGET))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("a checkpoint needs a directory that is not there yet")
                .hasMessageContaining("cut short");
        store.close();
    }

    @Test
    void aRealDirectoryIsRemovedToo(@TempDir Path directory) throws IOException {
        Path target = directory.resolve("a/b");
        Path origin = directory.resolve("store");
        StoreComponents components = TestStores.components(new DiskFileSystem(), new SimulatedClock());
        try (OrderedStore real = OrderedStore.open(origin, TestStores.TINY, components)) {
            real.commit(new WriteBatch().put(slice("key"), slice("value")));
            real.flush();
            Path table;
            try (var files = Files.list(origin)) {
                table = files.filter(file -> file.toString().endsWith(".sst"))
                        .findFirst()
                        .orElseThrow();
            }
            Path hidden = directory.resolve("hidden");
            Files.move(table, hidden);
            assertThatThrownBy(() -> real.checkpoint(target)).isInstanceOf(IOException.class);
            assertThat(directory.resolve("a")).doesNotExist();
            Files.move(hidden, table);
            real.checkpoint(target);
        }
        try (OrderedStore copy = OrderedStore.open(target, TestStores.TINY, components)) {
            assertThat(TestStores.contents(copy, null)).hasSize(1);
        }
    }
}
