package dev.dolmen.lsm.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.testkit.FileDamage;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An unfinished last edit is left out, everything else that is not as it was written is refused. */
class ManifestDamageTest {

    private static final Path DIRECTORY = Path.of("/store");
    private static final Path CURRENT = DIRECTORY.resolve("CURRENT");
    private static final Path MANIFEST = DIRECTORY.resolve("MANIFEST-000001");

    /** The state after each edit, and where each edit ends in the file. */
    private final List<ManifestState> states = new ArrayList<>();

    private final List<Long> ends = new ArrayList<>();

    private SimulatedDisk write(boolean complete) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        disk.createDirectories(DIRECTORY);
        states.clear();
        ends.clear();
        ManifestState state = ManifestState.EMPTY.withNextFileNumber(2);
        try (Manifest manifest = Manifest.create(disk, DIRECTORY, 1, state)) {
            states.add(state);
            ends.add(manifest.length());
            new CurrentFile(1, manifest.length(), false).write(disk, DIRECTORY);
            for (int i = 0; i < 4; i++) {
                VersionEdit edit = edit(i);
                manifest.append(edit);
                state = state.apply(edit);
                states.add(state);
                ends.add(manifest.length());
            }
            if (complete) {
                new CurrentFile(1, manifest.length(), true).write(disk, DIRECTORY);
            }
        }
        return disk;
    }

    private static VersionEdit edit(int i) {
        Slice key = new Slice(("key" + i).getBytes(StandardCharsets.UTF_8));
        FileMetadata file = new FileMetadata(
                10 + i, 100, 70, 5, 1, 0, new KeyRange(key, key, false), 10L * i + 1, 10L * i + 9, 0, 7, 0);
        return new VersionEdit(
                List.of(new VersionEdit.Added(1, file)), List.of(), 10L * i + 9, i + 1, 20 + i, SpaceTotals.EMPTY);
    }

    private ManifestState last() {
        return states.get(states.size() - 1);
    }

    @Test
    void everyBitOfAClosedStoreIsGuarded() throws IOException {
        SimulatedDisk disk = write(true);
        assertThat(VersionSet.read(disk, DIRECTORY)).isEqualTo(last());
        for (Path file : List.of(MANIFEST, CURRENT)) {
            for (long bit = 0; bit < 8 * disk.size(file); bit++) {
                FileDamage damage = disk.damage(file);
                damage.flipBit(bit / 8, (int) (bit % 8));
                assertThatThrownBy(() -> VersionSet.read(disk, DIRECTORY))
                        .as("bit " + bit + " of " + file)
                        .isInstanceOfAny(CorruptFileException.class, UnsupportedFormatException.class);
                damage.flipBit(bit / 8, (int) (bit % 8));
            }
        }
    }

    /** Without a clean close only the last edit may pass for unfinished; then what it changed is still there. */
    @Test
    void damageAfterACrashIsNeverMoreThanTheLastEdit() throws IOException {
        SimulatedDisk disk = write(false);
        long lastEdit = ends.get(ends.size() - 2);
        for (long bit = 0; bit < 8 * disk.size(MANIFEST); bit++) {
            FileDamage damage = disk.damage(MANIFEST);
            damage.flipBit(bit / 8, (int) (bit % 8));
            if (bit / 8 < lastEdit) {
                assertThatThrownBy(() -> VersionSet.read(disk, DIRECTORY))
                        .as("bit " + bit)
                        .isInstanceOf(CorruptFileException.class);
            } else {
                assertThat(VersionSet.read(disk, DIRECTORY)).isEqualTo(states.get(states.size() - 2));
            }
            damage.flipBit(bit / 8, (int) (bit % 8));
        }
    }

    @Test
    void aCutAnywhereBehindTheDurableLengthLeavesWholeEdits() throws IOException {
        long full = write(false).size(MANIFEST);
        for (long length = ends.get(0); length <= full; length++) {
            SimulatedDisk disk = write(false);
            disk.damage(MANIFEST).truncate(length);
            int whole = 0;
            while (whole + 1 < ends.size() && ends.get(whole + 1) <= length) {
                whole++;
            }
            assertThat(VersionSet.read(disk, DIRECTORY)).isEqualTo(states.get(whole));
        }
    }

    @Test
    void zerosWhereTheLastEditWasToGoAreUnfinished() throws IOException {
        SimulatedDisk disk = write(false);
        long lastEdit = ends.get(ends.size() - 2);
        disk.damage(MANIFEST).zero(lastEdit, (int) (disk.size(MANIFEST) - lastEdit));
        assertThat(VersionSet.read(disk, DIRECTORY)).isEqualTo(states.get(states.size() - 2));
    }

    @Test
    void cutsAndAdditionsOfAClosedStoreAreRefused() throws IOException {
        for (long length = 0; length < write(true).size(MANIFEST); length++) {
            SimulatedDisk disk = write(true);
            disk.damage(MANIFEST).truncate(length);
            assertThatThrownBy(() -> VersionSet.read(disk, DIRECTORY)).isInstanceOf(CorruptFileException.class);
        }
        SimulatedDisk longer = write(true);
        longer.damage(MANIFEST).overwrite(longer.size(MANIFEST), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> VersionSet.read(longer, DIRECTORY))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("MANIFEST-000001");
    }

    @Test
    void aRecordInAnotherPlaceIsNotARecord() throws IOException {
        SimulatedDisk disk = write(false);
        int length = (int) (ends.get(1) - ends.get(0));
        assertThat(ends.get(2) - ends.get(1)).isEqualTo(length);
        disk.damage(MANIFEST).swap(ends.get(0), ends.get(1), length);
        assertThatThrownBy(() -> VersionSet.read(disk, DIRECTORY)).isInstanceOf(CorruptFileException.class);
    }

    @Test
    void aMissingManifestIsNamed() throws IOException {
        SimulatedDisk disk = write(true);
        disk.delete(MANIFEST);
        assertThatThrownBy(() -> VersionSet.read(disk, DIRECTORY))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("MANIFEST-000001");
        disk.delete(CURRENT);
        assertThatThrownBy(() -> VersionSet.read(disk, DIRECTORY)).isInstanceOf(NoSuchFileException.class);
    }
}
