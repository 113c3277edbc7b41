package dev.dolmen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.Dolmen;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that deletes conditionally from four threads, killed at a random moment, again and again on one store. */
class KillDrillTest {

    private static final int COUNT = 1_500;

    @TempDir
    Path directory;

    @Test
    void fiftyKills() throws Exception {
        kill(50);
    }

    @Test
    @Tag("long")
    void fiveHundredKills() throws Exception {
        kill(500);
    }

    private void kill(int rounds) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("KillDrillTest -Dseed=" + seed);
        Random random = new Random(seed);
        KillDrill drill = new KillDrill(directory, COUNT, 4);
        try (Dolmen dolmen = Dolmen.open(directory)) {
            Users.createTable(dolmen);
            Users.put(dolmen, 0, COUNT);
        }
        int killedMidway = 0;
        for (int round = 0; round < rounds; round++) {
            Map<Integer, String> heard = drill.killAfter(round, 1 + random.nextInt(COUNT - 1));
            killedMidway += heard.size() < COUNT ? 1 : 0;
            try (Dolmen dolmen = Dolmen.open(directory)) {
                assertThat(drill.check(dolmen, round, heard).broken())
                        .as("round %d, seed %d", round, seed)
                        .isEmpty();
                Users.put(dolmen, round + 1, COUNT);
            }
        }
        assertThat(killedMidway).as("rounds in which the kill came in time").isGreaterThan(rounds / 2);
    }
}
