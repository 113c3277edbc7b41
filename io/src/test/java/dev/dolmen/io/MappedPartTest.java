package dev.dolmen.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MappedPartTest {

    private static final byte[] WORD = {1, 2, 3, 4};

    @TempDir
    private Path directory;

    private Path path;
    private FileChannel channel;

    @BeforeEach
    void write() throws IOException {
        path = Files.write(directory.resolve("file"), new byte[8192]);
        channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    @Test
    void takesWritesWithinItOnceItIsMapped() throws IOException {
        MappedPart part = new MappedPart(channel, 100, 50);
        assertThat(part.write(100, WORD, 0, 4)).as("not mapped yet").isFalse();
        part.run();
        assertThat(part.write(97, WORD, 0, 4)).as("begins before it").isFalse();
        assertThat(part.write(147, WORD, 0, 4)).as("ends behind it").isFalse();
        assertThat(part.write(146, WORD, 0, 4)).isTrue();
        part.giveUp();
        byte[] written = new byte[8192];
        System.arraycopy(WORD, 0, written, 146, 4);
        assertThat(Files.readAllBytes(path)).isEqualTo(written);
    }

    /** Behind the end of a file that was cut meanwhile its pages would be no memory. */
    @Test
    void takesNoWriteOnceItWasGivenUp() throws IOException {
        MappedPart mapped = new MappedPart(channel, 0, 8192);
        mapped.run();
        mapped.giveUp();
        assertThat(mapped.write(0, WORD, 0, 4)).isFalse();
        MappedPart tooLate = new MappedPart(channel, 0, 8192);
        tooLate.giveUp();
        channel.truncate(100);
        tooLate.run();
        assertThat(channel.size()).as("not made longer by a mapping").isEqualTo(100);
        assertThat(tooLate.write(0, WORD, 0, 4)).isFalse();
    }

    @Test
    void isNotMappedWhenTheFileIsClosedFirst() throws IOException {
        channel.close();
        MappedPart part = new MappedPart(channel, 0, 8192);
        part.run();
        assertThat(part.write(0, WORD, 0, 4)).isFalse();
        part.giveUp();
    }

    @Test
    void getsMappedByAnotherThreadWhateverBecomesOfTheCallers() throws IOException {
        Thread.currentThread().interrupt();
        MappedPart part = MappedPart.inBackground(channel, 0, 8192);
        while (!part.write(0, WORD, 0, 4)) {
            Thread.onSpinWait();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(channel.isOpen()).isTrue();
        part.giveUp();
    }
}
