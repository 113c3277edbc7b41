package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.testkit.DiskOperation.Kind;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rots of CURRENT and the manifest while the store is open is found by verifying it, not by the next opening. */
class VerifiedManifestTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private OrderedStore store;

    @BeforeEach
    void fill() throws IOException {
        store = TestStores.open(disk);
        for (int i = 0; i < 3; i++) {
            put("key" + i);
            store.flush();
        }
        store.verify();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void put(String key) throws IOException {
        store.commit(new WriteBatch().put(slice(key), slice("value of " + key)));
    }

    private Path manifest() {
        return disk.files().stream()
                .filter(file ->
                        FileNames.manifestNumber(file.getFileName().toString()).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private void isNamed(Path file) {
        assertThatThrownBy(store::verify).isInstanceOfSatisfying(CorruptFileException.class, damage -> {
            if (!damage.file().equals(file)) {
                throw new AssertionError("names another file than " + file, damage);
            }
        });
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        for (Path file : new Path[] {manifest(), TestStores.DIRECTORY.resolve(FileNames.CURRENT)}) {
            int length = disk.content(file).length;
            for (int offset = 0; offset < length; offset++) {
                disk.damage(file).flipBit(offset, offset % 8);
                assertThatThrownBy(store::verify).as(file + " at " + offset).isInstanceOf(IOException.class);
                disk.damage(file).flipBit(offset, offset % 8);
            }
        }
        store.verify();
    }

    @Test
    void aManifestThatIsShorterOrLongerIsFound() throws IOException {
        Path manifest = manifest();
        byte[] content = disk.content(manifest);
        disk.damage(manifest).truncate(content.length - 1);
        isNamed(manifest);
        disk.damage(manifest).overwrite(0, content);
        store.verify();
        disk.damage(manifest).overwrite(content.length, new byte[1]);
        isNamed(manifest);
    }

    @Test
    void aMissingCurrentIsFound() throws IOException {
        Path current = TestStores.DIRECTORY.resolve(FileNames.CURRENT);
        disk.delete(current);
        isNamed(current);
    }

    @Test
    void aMissingManifestIsFound() throws IOException {
        Path manifest = manifest();
        disk.delete(manifest);
        isNamed(manifest);
    }

    /** It is not known then what the disk has, which is no damage. */
    @Test
    void anEditThatFailedIsNone() throws IOException {
        for (Kind kind : new Kind[] {Kind.SYNC, Kind.RENAME, Kind.SYNC_DIRECTORY, Kind.WRITE}) {
            for (int skipped = 0; skipped < 4; skipped++) {
                put("more");
                disk.inject(Fault.once(
                                Errno.ENOSPC,
                                operation -> operation.kind() == kind
                                        && !operation.file().toString().contains("log"))
                        .after(skipped));
                try {
                    store.flush();
                } catch (IOException full) {
                    store.verify();
                }
                disk.repair();
                store.verify();
                store.flush();
                store.verify();
            }
        }
    }
}
