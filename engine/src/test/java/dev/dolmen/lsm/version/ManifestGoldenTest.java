package dev.dolmen.lsm.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The formats of the manifest and of CURRENT, version 1, byte for byte. The golden files are never written anew. */
class ManifestGoldenTest {

    private static final Path DIRECTORY = Path.of("/store");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static final FileMetadata FIRST = new FileMetadata(
            3,
            4_711,
            9_000,
            20,
            4,
            0,
            new KeyRange(key("apple"), key("mango"), false),
            1,
            24,
            3,
            1_699_999_999_000L,
            1_700_000_000_000L);
    static final FileMetadata SECOND = new FileMetadata(
            5,
            300,
            0,
            0,
            0,
            2,
            new KeyRange(key("b"), key("c"), true),
            25,
            26,
            0,
            1_700_000_000_001L,
            1_700_000_000_001L);

    private static Slice key(String text) {
        return new Slice(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final SpaceTotals TOTALS = new SpaceTotals.Changes()
            .set(8, new SpaceTotal(300, 70_000))
            .set(16, null)
            .made();
    private static final SpaceTotals CHANGED = new SpaceTotals.Changes()
            .set(8, SpaceTotal.NONE)
            .set(0x8000_0001, new SpaceTotal(1, 0))
            .made();

    private static final ManifestState SNAPSHOT = ManifestState.EMPTY.apply(
            new VersionEdit(List.of(new VersionEdit.Added(0, FIRST)), List.of(), 24, 2, 5, TOTALS));

    private static final VersionEdit EDIT = new VersionEdit(
            List.of(new VersionEdit.Added(0, SECOND), new VersionEdit.Added(6, FIRST)),
            List.of(new VersionEdit.Removed(0, 3)),
            26,
            3,
            6,
            CHANGED);

    @Test
    void aManifestIsWrittenAsEver() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        disk.createDirectories(DIRECTORY);
        try (Manifest manifest = Manifest.create(disk, DIRECTORY, 4, SNAPSHOT)) {
            manifest.append(EDIT);
            new CurrentFile(4, manifest.length(), true).write(disk, DIRECTORY);
        }
        assertSame("manifest-v1", disk.content(DIRECTORY.resolve("MANIFEST-000004")));
        assertSame("current-v1", disk.content(DIRECTORY.resolve("CURRENT")));
    }

    @Test
    void aManifestIsReadAsEver() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        disk.createDirectories(DIRECTORY);
        put(disk, "MANIFEST-000004", golden("manifest-v1"));
        put(disk, "CURRENT", golden("current-v1"));
        assertThat(VersionSet.read(disk, DIRECTORY)).isEqualTo(SNAPSHOT.apply(EDIT));
    }

    private static void put(SimulatedDisk disk, String name, byte[] bytes) throws IOException {
        try (var file = disk.create(DIRECTORY.resolve(name))) {
            file.append(bytes, 0, bytes.length);
        }
    }

    private static byte[] golden(String name) throws IOException {
        return Files.readAllBytes(GOLDEN.resolve(name));
    }

    private static void assertSame(String name, byte[] bytes) throws IOException {
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(HexFormat.of().formatHex(golden(name)));
    }
}
