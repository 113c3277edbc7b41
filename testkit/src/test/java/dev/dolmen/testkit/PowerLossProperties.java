package dev.dolmen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.WritableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What a power failure leaves, against a model that remembers every state since the last sync. */
final class PowerLossProperties {

    private static final Path DIRECTORY = Path.of("/store");
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final int MAX_FILE_BYTES = 2_000;

    /** A file in the model: each content it had since it was last synced, that one first. */
    private static final class ModelFile {

        private final List<byte[]> states = new ArrayList<>(List.of(new byte[0]));

        byte[] content() {
            return states.get(states.size() - 1);
        }
    }

    private final SimulatedDisk disk = new SimulatedDisk();
    /** Each meaning the names had since the directory was last synced, that one first. */
    private final List<Map<String, ModelFile>> states = new ArrayList<>(List.of(new TreeMap<>()));

    private byte nextByte = 1;

    @Property(tries = 2_000)
    void whatWasSyncedSurvivesAndNothingIsMadeUp(@ForAll long seed, @ForAll @IntRange(max = 60) int steps)
            throws IOException {
        Random random = new Random(seed);
        disk.createDirectories(DIRECTORY);
        for (int i = 0; i < steps; i++) {
            step(random);
        }
        Map<String, ModelFile> synced = states.get(0);
        Map<String, ModelFile> newest = states.get(states.size() - 1);
        check(disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, seed), synced, file -> file.states.get(0));
        check(disk.afterPowerLoss(PowerLoss.KEEP_ALL, seed), newest, ModelFile::content);
        SimulatedDisk killed = disk.afterKill();
        check(killed, newest, ModelFile::content);
        check(killed.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, seed), synced, file -> file.states.get(0));
        for (int i = 0; i < 10; i++) {
            SimulatedDisk left = (i < 5 ? disk : killed).afterPowerLoss(PowerLoss.RANDOM, random.nextLong());
            checkLegal(left);
            SimulatedDisk again = left.afterPowerLoss(PowerLoss.RANDOM, random.nextLong());
            assertThat(contents(again)).isEqualTo(contents(left));
        }
        assertThat(disk.open()).isEmpty();
    }

    private void step(Random random) throws IOException {
        Map<String, ModelFile> names = new TreeMap<>(states.get(states.size() - 1));
        String name = NAMES.get(random.nextInt(NAMES.size()));
        ModelFile file = names.get(name);
        if (file == null) {
            disk.create(DIRECTORY.resolve(name)).close();
            names.put(name, new ModelFile());
            states.add(names);
            return;
        }
        switch (random.nextInt(9)) {
            case 0 -> {
                disk.delete(DIRECTORY.resolve(name));
                names.remove(name);
                states.add(names);
            }
            case 1 -> {
                String to = NAMES.get(random.nextInt(NAMES.size()));
                if (!to.equals(name)) {
                    disk.rename(DIRECTORY.resolve(name), DIRECTORY.resolve(to));
                    names.put(to, file);
                    names.remove(name);
                    states.add(names);
                }
            }
            case 2 -> {
                disk.syncDirectory(DIRECTORY);
                states.clear();
                states.add(names);
            }
            case 3 -> {
                try (WritableFile open = disk.openForWriting(DIRECTORY.resolve(name))) {
                    open.sync();
                }
                byte[] content = file.content();
                file.states.clear();
                file.states.add(content);
            }
            case 4 -> {
                int size = random.nextInt(file.content().length + 1);
                try (WritableFile open = disk.openForWriting(DIRECTORY.resolve(name))) {
                    open.truncate(size);
                }
                file.states.add(Arrays.copyOf(file.content(), size));
            }
            default -> write(name, file, random);
        }
    }

    /** Writes a byte that was not written before (nearly), so that the model knows it again. */
    private void write(String name, ModelFile file, Random random) throws IOException {
        int position = random.nextBoolean() ? file.content().length : random.nextInt(MAX_FILE_BYTES);
        byte[] bytes = new byte[random.nextInt(1_200)];
        Arrays.fill(bytes, nextByte++);
        try (WritableFile open = disk.openForWriting(DIRECTORY.resolve(name))) {
            open.write(position, bytes, 0, bytes.length);
        }
        if (bytes.length > 0) {
            byte[] content = Arrays.copyOf(file.content(), Math.max(file.content().length, position + bytes.length));
            System.arraycopy(bytes, 0, content, position, bytes.length);
            file.states.add(content);
        }
    }

    private interface Expected {
        byte[] content(ModelFile file);
    }

    private static void check(SimulatedDisk left, Map<String, ModelFile> names, Expected expected) throws IOException {
        Map<String, List<Byte>> contents = new TreeMap<>();
        names.forEach((name, file) -> contents.put(name, list(expected.content(file))));
        assertThat(contents(left)).isEqualTo(contents);
    }

    private void checkLegal(SimulatedDisk left) throws IOException {
        List<String> found = left.exists(DIRECTORY) ? left.list(DIRECTORY) : List.of();
        for (String name : NAMES) {
            byte @Nullable [] content = found.contains(name) ? left.content(DIRECTORY.resolve(name)) : null;
            assertThat(states).as("some state explains %s", name).anyMatch(names -> explains(names.get(name), content));
        }
    }

    private static boolean explains(@Nullable ModelFile file, byte @Nullable [] content) {
        if (file == null || content == null) {
            return file == null && content == null;
        }
        int shortest =
                file.states.stream().mapToInt(state -> state.length).min().orElseThrow();
        int longest = file.states.stream().mapToInt(state -> state.length).max().orElseThrow();
        if (content.length < shortest || content.length > longest) {
            return false;
        }
        for (int block = 0; block < content.length; block += 512) {
            byte[] part = Arrays.copyOfRange(content, block, Math.min(content.length, block + 512));
            int from = block;
            if (file.states.stream().noneMatch(state -> Arrays.equals(part, part(state, from, part.length)))) {
                return false;
            }
        }
        return true;
    }

    /** Part of a content that goes on with zeros for ever. */
    private static byte[] part(byte[] content, int from, int length) {
        return Arrays.copyOfRange(Arrays.copyOf(content, Math.max(content.length, from + length)), from, from + length);
    }

    private static Map<String, List<Byte>> contents(SimulatedDisk disk) throws IOException {
        Map<String, List<Byte>> contents = new TreeMap<>();
        for (Path file : disk.files()) {
            contents.put(file.getFileName().toString(), list(disk.content(file)));
        }
        return contents;
    }

    private static List<Byte> list(byte[] bytes) {
        List<Byte> list = new ArrayList<>(bytes.length);
        for (byte each : bytes) {
            list.add(each);
        }
        return list;
    }
}
