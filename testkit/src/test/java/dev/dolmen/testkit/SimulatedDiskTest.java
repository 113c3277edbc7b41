package dev.dolmen.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.WritableFile;
import dev.dolmen.testkit.DiskOperation.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Power, faults, full disks and damage. What a power failure leaves is in {@link PowerLossProperties}. */
final class SimulatedDiskTest {

    private static final Path DIRECTORY = Path.of("/store");
    private static final Path FILE = DIRECTORY.resolve("file");

    private final SimulatedDisk disk = new SimulatedDisk();

    @BeforeEach
    void makeDirectory() throws IOException {
        disk.createDirectories(DIRECTORY);
    }

    // ---- power ----

    @Test
    void theLastOperationTakesPlaceButNobodyIsTold() throws IOException {
        WritableFile file = disk.create(FILE);
        disk.powerOffAfter(disk.operations() + 2);
        file.append(bytes("1"), 0, 1);
        assertThatThrownBy(() -> file.append(bytes("2"), 0, 1)).isInstanceOf(PowerLossException.class);
        assertThat(disk.isPoweredOff()).isTrue();
        assertThatThrownBy(() -> file.append(bytes("3"), 0, 1)).isInstanceOf(PowerLossException.class);
        assertThatThrownBy(file::sync).isInstanceOf(PowerLossException.class);
        assertThatThrownBy(() -> disk.list(DIRECTORY)).isInstanceOf(PowerLossException.class);
        file.close();
        disk.afterKill().delete(FILE);
        assertThat(disk.content(FILE)).isEqualTo(bytes("12"));
        assertThat(disk.afterKill().content(FILE)).isEqualTo(bytes("12"));
        assertThat(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 1).files()).isEmpty();
    }

    @Test
    void everyOutcomeOfAnUnsyncedRewriteComesUp() throws IOException {
        WritableFile file = disk.create(FILE);
        file.append(filled(1024, 'a'), 0, 1024);
        file.sync();
        disk.syncDirectory(DIRECTORY);
        file.append(filled(1024, 'b'), 0, 1024);
        file.write(0, filled(512, 'c'), 0, 512);
        disk.rename(FILE, DIRECTORY.resolve("renamed"));
        disk.create(DIRECTORY.resolve("new")).close();
        Set<String> outcomes = new HashSet<>();
        for (long seed = 0; seed < 20_000; seed++) {
            SimulatedDisk left = disk.afterPowerLoss(PowerLoss.RANDOM, seed);
            assertThat(left.exists(FILE)).isNotEqualTo(left.exists(DIRECTORY.resolve("renamed")));
            byte[] content = left.content(left.exists(FILE) ? FILE : DIRECTORY.resolve("renamed"));
            StringBuilder outcome = new StringBuilder(left.list(DIRECTORY).toString());
            for (int block = 0; block < content.length; block += 512) {
                outcome.append((char) content[block]);
            }
            outcomes.add(outcome.toString());
        }
        // The first block old or new; the end at 1024, 1536 or 2048; each block there written or zeros; names 2 x 2.
        assertThat(outcomes).hasSize(2 * (1 + 2 + 4) * 4);
        assertThat(outcomes).contains("[file]aa", "[new, renamed]ca\0b");
    }

    /** A rename is never kept without the one before it: that would leave the file with two names. */
    @Test
    void aFileRenamedTwiceKeepsOneName() throws IOException {
        disk.create(FILE).close();
        disk.syncDirectory(DIRECTORY);
        Path second = DIRECTORY.resolve("second");
        Path third = DIRECTORY.resolve("third");
        disk.rename(FILE, second);
        disk.rename(second, third);
        Set<Path> outcomes = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            assertThat(disk.afterPowerLoss(PowerLoss.RANDOM, seed).files())
                    .hasSize(1)
                    .allSatisfy(outcomes::add);
        }
        assertThat(outcomes).containsExactlyInAnyOrder(FILE, second, third);
    }

    @Test
    void whatLayPastTheSurvivingEndIsZeroWhenTheFileGrowsAgain() throws IOException {
        try (WritableFile file = disk.create(FILE)) {
            file.append(filled(700, 'a'), 0, 700);
            file.sync();
            disk.syncDirectory(DIRECTORY);
            file.append(filled(1_300, 'b'), 0, 1_300);
        }
        for (long seed = 0; seed < 200; seed++) {
            SimulatedDisk left = disk.afterPowerLoss(PowerLoss.RANDOM, seed);
            int size = (int) left.size(FILE);
            try (WritableFile file = left.openForWriting(FILE)) {
                file.write(2_000, bytes("z"), 0, 1);
            }
            assertThat(Arrays.copyOfRange(left.content(FILE), size, 2_000)).isEqualTo(new byte[2_000 - size]);
        }
    }

    @Test
    void theSameSeedLeavesTheSame() throws IOException {
        WritableFile file = disk.create(FILE);
        for (int i = 0; i < 100; i++) {
            file.append(filled(300, i), 0, 300);
        }
        disk.syncDirectory(DIRECTORY);
        byte[] once = disk.afterPowerLoss(PowerLoss.RANDOM, 42).content(FILE);
        assertThat(disk.afterPowerLoss(PowerLoss.RANDOM, 42).content(FILE)).isEqualTo(once);
    }

    @Test
    void directoriesAreMadeDurableOneByOne() throws IOException {
        Path deep = Path.of("/x/y/z");
        disk.createDirectories(deep);
        assertThat(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 1).exists(deep))
                .isTrue();
        SimulatedDisk other = new SimulatedDisk();
        for (long operation = 1; operation <= 7; operation++) {
            SimulatedDisk cut = new SimulatedDisk();
            cut.powerOffAfter(operation);
            try {
                cut.createDirectories(deep);
            } catch (PowerLossException e) {
                other = cut.afterKill();
                other.createDirectories(deep);
                assertThat(other.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 1).exists(deep))
                        .as("killed after operation %d, then made again", operation)
                        .isTrue();
            }
        }
    }

    @Test
    void locksDieWithTheProcess() throws IOException {
        disk.lock(DIRECTORY);
        assertThat(disk.open()).containsExactly(DIRECTORY);
        disk.afterKill().lock(DIRECTORY).close();
        disk.afterPowerLoss(PowerLoss.KEEP_ALL, 1).lock(DIRECTORY).close();
    }

    // ---- faults ----

    @Test
    void aFaultStrikesTheCallsItMatches() throws IOException {
        disk.inject(Fault.once(Errno.EMFILE, operation -> operation.is(Kind.CREATE, "b"))
                .after(1));
        disk.create(DIRECTORY.resolve("b")).close();
        disk.delete(DIRECTORY.resolve("b"));
        assertThatThrownBy(() -> disk.create(DIRECTORY.resolve("b")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("/store/b")
                .hasMessageContaining("Too many open files");
        assertThat(disk.exists(DIRECTORY.resolve("b"))).isFalse();
        disk.create(DIRECTORY.resolve("b")).close();

        disk.inject(Fault.lasting(Errno.EIO, operation -> operation.kind() == Kind.LIST));
        assertThatThrownBy(() -> disk.list(DIRECTORY)).hasMessageContaining("Input/output error");
        assertThatThrownBy(() -> disk.list(DIRECTORY)).hasMessageContaining("Input/output error");
        disk.repair();
        assertThat(disk.list(DIRECTORY)).containsExactly("b");

        disk.inject(new Fault(operation -> true, file -> new OutOfMemoryError("simulated"), 0, 1));
        assertThatThrownBy(() -> disk.list(DIRECTORY)).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void aFailedWriteMayHaveWrittenSome() throws IOException {
        WritableFile file = disk.create(FILE);
        disk.inject(Fault.once(Errno.EIO, operation -> operation.kind() == Kind.WRITE));
        assertThatThrownBy(() -> file.append(bytes("abcd"), 0, 4)).isInstanceOf(IOException.class);
        assertThat(disk.content(FILE)).isEqualTo(bytes("ab"));
    }

    /** Linux: the pages are marked clean, so that the next sync has nothing to do and succeeds. */
    @Test
    void whatAFailedSyncGaveUpIsLostThoughTheNextOneSucceeds() throws IOException {
        WritableFile file = disk.create(FILE);
        disk.syncDirectory(DIRECTORY);
        file.append(filled(600, 'a'), 0, 600);
        file.sync();
        file.append(filled(600, 'b'), 0, 600);
        disk.inject(Fault.once(Errno.EIO, operation -> operation.kind() == Kind.SYNC));
        assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
        file.sync();
        assertThat(disk.content(FILE)).hasSize(1200);
        SimulatedDisk restarted = disk.afterKill();
        assertThat(restarted.content(FILE)).hasSize(1200);
        try (WritableFile reopened = restarted.openForWriting(FILE)) {
            reopened.sync();
            assertThat(restarted.afterPowerLoss(PowerLoss.KEEP_ALL, 1).content(FILE))
                    .isEqualTo(filled(600, 'a'));
            // Written anew it is durable, length and all.
            reopened.write(600, filled(600, 'b'), 0, 600);
            reopened.sync();
        }
        assertThat(restarted.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 1).content(FILE))
                .isEqualTo(disk.content(FILE));
    }

    @Test
    void namesGivenUpByAFailedSyncStayUndurable() throws IOException {
        disk.create(FILE).close();
        disk.inject(Fault.once(Errno.EIO, operation -> operation.kind() == Kind.SYNC_DIRECTORY));
        assertThatThrownBy(() -> disk.syncDirectory(DIRECTORY)).isInstanceOf(IOException.class);
        Path other = DIRECTORY.resolve("other");
        disk.create(other).close();
        disk.syncDirectory(DIRECTORY);
        assertThat(disk.files()).containsExactly(FILE, other);
        assertThat(disk.afterPowerLoss(PowerLoss.KEEP_ALL, 1).files()).containsExactly(other);
        disk.rename(FILE, other);
        disk.syncDirectory(DIRECTORY);
        for (long seed = 0; seed < 100; seed++) {
            assertThat(disk.afterPowerLoss(PowerLoss.RANDOM, seed).files()).containsExactly(other);
        }
    }

    // ---- room ----

    @Test
    void aFullDiskTakesWhatFitsAndGoesOnWhenThereIsRoom() throws IOException {
        disk.setCapacityBytes(1_000);
        WritableFile file = disk.create(FILE);
        file.append(filled(700, 'a'), 0, 700);
        assertThat(disk.usableBytes(DIRECTORY)).isEqualTo(300);
        assertThatThrownBy(() -> file.append(filled(400, 'b'), 0, 400))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("/store/file")
                .hasMessageContaining("No space left on device");
        assertThat(file.size()).isEqualTo(1_000);
        assertThatThrownBy(() -> disk.create(DIRECTORY.resolve("b"))).hasMessageContaining("No space left");
        file.write(0, filled(1_000, 'c'), 0, 1_000); // over what is there
        file.truncate(400);
        file.append(filled(600, 'd'), 0, 600);
        disk.delete(FILE);
        assertThat(disk.usableBytes(DIRECTORY)).isEqualTo(1_000);
    }

    @Test
    void linkedFilesTakeRoomOnce() throws IOException {
        disk.setCapacityBytes(1_000);
        try (WritableFile file = disk.create(FILE)) {
            file.append(filled(300, 'a'), 0, 300);
        }
        Path link = DIRECTORY.resolve("link");
        disk.link(FILE, link);
        assertThat(disk.afterKill().usableBytes(DIRECTORY)).isEqualTo(700);
        disk.delete(FILE);
        assertThat(disk.usableBytes(DIRECTORY)).isEqualTo(700);
        try (WritableFile replacing = disk.create(FILE)) {
            replacing.append(filled(100, 'b'), 0, 100);
        }
        disk.rename(FILE, link);
        assertThat(disk.usableBytes(DIRECTORY)).isEqualTo(900);
    }

    // ---- damage ----

    @Test
    void damageIsSeenAtOnceAndSurvives() throws IOException {
        try (WritableFile file = disk.create(FILE)) {
            file.append(bytes("0123456789"), 0, 10);
        }
        disk.syncDirectory(DIRECTORY);
        FileDamage damage = disk.damage(FILE);
        damage.flipBit(1, 1);
        assertThat(disk.content(FILE)).isEqualTo(bytes("0323456789"));
        damage.swap(0, 8, 2);
        assertThat(disk.content(FILE)).isEqualTo(bytes("8923456703"));
        damage.overwrite(9, bytes("xyz"));
        assertThat(disk.content(FILE)).isEqualTo(bytes("892345670xyz"));
        damage.zero(1, 2);
        damage.truncate(4);
        assertThat(disk.content(FILE)).isEqualTo(new byte[] {'8', 0, 0, '4' - 1});
        assertThat(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 1).content(FILE))
                .isEqualTo(disk.content(FILE));
        assertThatThrownBy(() -> damage.flipBit(4, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
