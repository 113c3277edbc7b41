package dev.dolmen;

import static dev.dolmen.model.ScalarAttributeType.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dolmen.io.Crc32c;
import dev.dolmen.item.Item;
import dev.dolmen.model.CorruptionException;
import dev.dolmen.model.DolmenException;
import dev.dolmen.model.StoreLockedException;
import dev.dolmen.model.StoreReadOnlyException;
import dev.dolmen.model.StoreUnavailableException;
import dev.dolmen.model.UnsupportedFormatException;
import dev.dolmen.testkit.DiskOperation;
import dev.dolmen.testkit.Errno;
import dev.dolmen.testkit.Fault;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories that cannot be opened, or not be read to the end: a typed error that says where, and nothing is changed. */
class DirectoryRefusalsTest {

    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void write() {
        directory = parent.resolve("store");
        try (Dolmen dolmen = Dolmen.open(directory)) {
            Table users = dolmen.createTable("Users").partitionKey("user_id", S).run();
            for (int number = 0; number < 200; number++) {
                users.put(Item.of("user_id", "u" + number, "text", "x".repeat(100)))
                        .run();
            }
            dolmen.flush();
            users.put(Item.of("user_id", "in the log")).run();
        }
    }

    /** What opening throws, on files that must be the same afterwards. */
    private <E extends DolmenException> E refused(Class<E> type) throws IOException {
        Map<String, Long> before = content();
        Throwable refusal = catchThrowable(() -> Dolmen.open(directory).close());
        assertThat(refusal).isInstanceOf(type);
        assertThat(content()).isEqualTo(before);
        return type.cast(refusal);
    }

    private Map<String, Long> content() throws IOException {
        Map<String, Long> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CRC32 crc = new CRC32();
                crc.update(Files.readAllBytes(file));
                content.put(directory.relativize(file).toString(), crc.getValue());
            }
        }
        return content;
    }

    private Path file(String like) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(like))
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + like + " in " + directory));
        }
    }

    @Test
    void lockedByThisProcess() throws IOException {
        try (Dolmen dolmen = Dolmen.open(directory)) {
            assertThat(refused(StoreLockedException.class)).hasMessageContaining(directory.toString());
            assertThat(dolmen.table("Users").get("in the log").item()).isPresent();
        }
    }

    @Test
    void lockedByAnotherProcess() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ReadmeTest.classPath() + System.getProperty("path.separator") + Path.of("target/test-classes"),
                        "dev.dolmen.OpenUntilTold",
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('o');
            assertThat(refused(StoreLockedException.class)).hasMessageContaining(directory.toString());
        } finally {
            other.getOutputStream().close();
            other.waitFor();
        }
        try (Dolmen dolmen = Dolmen.open(directory)) {
            assertThat(dolmen.table("Users").get("in the log").item()).isPresent();
        }
    }

    /** @param versionOffset where the format has its version, and after it the version's complement */
    @ParameterizedTest
    @CsvSource({"CURRENT, 8", "MANIFEST-.*, 8", ".*wal, 4"})
    void ofANewerFormat(String like, int versionOffset) throws IOException {
        Path file = file(like);
        byte[] bytes = Files.readAllBytes(file);
        short version = (short) (bytes[versionOffset] & 0xff | bytes[versionOffset + 1] << 8);
        short newer = (short) (version + 1);
        bytes[versionOffset] = (byte) newer;
        bytes[versionOffset + 1] = (byte) (newer >> 8);
        bytes[versionOffset + 2] = (byte) ~newer;
        bytes[versionOffset + 3] = (byte) (~newer >> 8);
        Files.write(file, bytes);
        assertThat(refused(UnsupportedFormatException.class))
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining(String.valueOf(newer));
    }

    @Test
    void withATableOfANewerFormat() throws IOException {
        Path table = file(".*sst");
        byte[] bytes = Files.readAllBytes(table);
        // The last 16 bytes of every version: version, length of the footer, checksum, magic. See the module's
        // FORMAT.md.
        int version = bytes.length - 16;
        int footer = bytes.length
                - ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(version + 2);
        bytes[version]++;
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(version + 4, Crc32c.of(bytes, footer, version + 4 - footer));
        Files.write(table, bytes);
        assertThat(catchThrowable(() -> Dolmen.open(directory).close()))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining(table.getFileName().toString());
        assertThat(table).hasBinaryContent(bytes);
    }

    /** Flips one bit in each part of a file that was synced. */
    @ParameterizedTest
    @CsvSource({"CURRENT, 0.9", "MANIFEST-.*, 0.05", "MANIFEST-.*, 0.6"})
    void damaged(String like, double where) throws IOException {
        Path file = file(like);
        byte[] bytes = Files.readAllBytes(file);
        int at = (int) (bytes.length * where);
        bytes[at] ^= 1;
        Files.write(file, bytes);
        assertThat(refused(CorruptionException.class))
                .hasMessageContaining(file.getFileName().toString());
    }

    /**
     * Tables are opened and checked when they are read, so that opening a store does not take longer the larger it is.
     *
     * @param from and to the part of the file that is damaged
     */
    @ParameterizedTest
    @CsvSource({"0.1, 0.7", "0.99, 1"})
    void withADamagedTable(double from, double to) throws IOException {
        Path table = file(".*sst");
        byte[] bytes = Files.readAllBytes(table);
        Arrays.fill(bytes, (int) (bytes.length * from), (int) (bytes.length * to), (byte) 7);
        Files.write(table, bytes);
        for (Consumer<Dolmen> reading : List.<Consumer<Dolmen>>of(
                dolmen -> dolmen.table("Users").scan().count(), Dolmen::verify, Dolmen::compact)) {
            Throwable refusal = catchThrowable(() -> {
                try (Dolmen dolmen = Dolmen.open(directory)) {
                    reading.accept(dolmen);
                }
            });
            assertThat(refusal)
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining(table.getFileName().toString())
                    .hasMessageContaining("offset");
        }
        assertThat(table).hasBinaryContent(bytes);
    }

    @Test
    void withADamagedLog() throws IOException {
        Path log = file(".*wal");
        byte[] bytes = Files.readAllBytes(log);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("in the log");
        assertThat(at).isPositive();
        bytes[at] ^= 1;
        Files.write(log, bytes);
        assertThat(refused(CorruptionException.class))
                .hasMessageContaining(log.getFileName().toString());
    }

    @ParameterizedTest
    @CsvSource({"CURRENT", "MANIFEST-.*", ".*wal", ".*sst"})
    void withAFileMissing(String like) throws IOException {
        Path file = file(like);
        Files.delete(file);
        assertThat(refused(CorruptionException.class))
                .hasMessageContaining(file.getFileName().toString());
    }

    @Test
    void aFileInsteadOfADirectory() throws IOException {
        directory = Files.writeString(parent.resolve("file"), "not a store");
        Throwable refusal = catchThrowable(() -> Dolmen.open(directory));
        assertThat(refusal).isInstanceOf(StoreUnavailableException.class).hasMessage(directory + ": Not a directory");
        assertThat(directory).hasContent("not a store");
    }

    @Test
    void onADiskThatIsReadOnly() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        Path store = Path.of("/store");
        Dolmen.open(store, DolmenOptions.DEFAULT, disk).close();
        disk.inject(Fault.lasting(Errno.EROFS, operation -> operation.kind() == DiskOperation.Kind.LOCK));
        assertThat(catchThrowable(() -> Dolmen.open(store, DolmenOptions.DEFAULT, disk)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("Read-only file system")
                .hasMessageContaining(store.toString());
    }

    @Test
    void onADiskThatBecomesReadOnly() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        try (Dolmen dolmen = Dolmen.open(Path.of("/store"), DolmenOptions.DEFAULT, disk)) {
            Table users = dolmen.createTable("Users").partitionKey("user_id", S).run();
            users.put(Item.of("user_id", "001")).run();
            disk.inject(Fault.lasting(Errno.EROFS, operation -> operation.kind().isChange()));
            assertThat(catchThrowable(() -> users.put(Item.of("user_id", "002")).run()))
                    .isInstanceOf(DolmenException.class);
            assertThat(catchThrowable(() -> users.put(Item.of("user_id", "003")).run()))
                    .isInstanceOf(StoreReadOnlyException.class);
            assertThat(users.get("001").item()).isPresent();
            disk.repair();
        } catch (DolmenException e) {
            // Closing tells, too, that the last sync failed; the next opening decides.
            assertThat(e).isInstanceOfAny(StoreReadOnlyException.class, StoreUnavailableException.class);
        }
        try (Dolmen dolmen = Dolmen.open(Path.of("/store"), DolmenOptions.DEFAULT, disk)) {
            assertThat(dolmen.table("Users").get("001").item()).isPresent();
            assertThat(dolmen.table("Users").get("003").item()).isEmpty();
        }
    }
}
