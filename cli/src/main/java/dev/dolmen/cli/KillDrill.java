package dev.dolmen.cli;

import dev.dolmen.Dolmen;
import dev.dolmen.item.Item;
import dev.dolmen.model.ConditionalCheckFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kills a process in the middle of its conditional deletes, with {@code SIGKILL}, and looks whether the store kept every
 * answer that process gave.
 */
final class KillDrill {

    /**
     * What was found.
     *
     * @param deleted answers "deleted" heard before the kill
     * @param refused answers "refused" heard before the kill
     * @param unheard users gone whose answer never arrived: the process died between the deed and its word
     * @param broken promises that were not kept, in words; must be empty
     */
    record Report(int deleted, int refused, int unheard, List<String> broken) {}

    private final Path directory;
    private final int count;
    private final int threads;

    KillDrill(Path directory, int count, int threads) {
        this.directory = directory;
        this.count = count;
        this.threads = threads;
    }

    /**
     * Runs one round, on the users of that round, who must be there already. Requires: the store is closed.
     *
     * @param killAfter how many answers to hear before the kill
     * @return the answers heard: number of the user, and what was said
     */
    Map<Integer, String> killAfter(int round, int killAfter) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        Main.class.getName(),
                        "conditional-deletes",
                        "--dir=" + directory,
                        "--round=" + round,
                        "--count=" + count,
                        "--threads=" + threads)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<Integer, String> heard = new HashMap<>();
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                String[] words = line.split(" ");
                heard.put(Integer.parseInt(words[1]), words[0]);
                if (heard.size() == killAfter) {
                    // Not Process.destroyForcibly(): that would also close the pipe, and lose answers still in it.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        return heard;
    }

    /** Where a child process finds this program. */
    static String classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path", "");
        return modules.isEmpty() ? classes : modules + System.getProperty("path.separator") + classes;
    }

    /** Holds the store against what was heard, then repeats every request under its token. */
    Report check(Dolmen dolmen, int round, Map<Integer, String> heard) {
        List<String> broken = new ArrayList<>();
        int unheard = 0;
        for (int number = 0; number < count; number++) {
            Item found = Users.get(dolmen, round, number);
            Item written = Users.user(round, number);
            String said = heard.getOrDefault(number, "nothing");
            boolean gone = found == null;
            if (gone && Users.isActive(number)) {
                broken.add(Users.id(round, number) + " was active and is gone");
            } else if (!gone && said.equals(ConditionalDeletes.DELETED)) {
                broken.add(Users.id(round, number) + " was deleted, and acknowledged, and is back");
            } else if (!gone && !found.equals(written)) {
                broken.add(Users.id(round, number) + " changed: " + found);
            }
            if (gone && !heard.containsKey(number)) {
                unheard++;
            }
            checkRetry(dolmen, round, number, said, broken);
        }
        int deleted = (int) heard.values().stream()
                .filter(ConditionalDeletes.DELETED::equals)
                .count();
        return new Report(deleted, heard.size() - deleted, unheard, broken);
    }

    private static void checkRetry(Dolmen dolmen, int round, int number, String said, List<String> broken) {
        Item written = Users.user(round, number);
        try {
            Item old = Users.deleteIfInactive(dolmen, round, number).run().attributes();
            if (said.equals(ConditionalDeletes.REFUSED) || !written.equals(old)) {
                broken.add(Users.id(round, number) + ": first answer " + said + ", then deleted " + old);
            }
        } catch (ConditionalCheckFailedException e) {
            if (said.equals(ConditionalDeletes.DELETED) || !Users.isActive(number)) {
                broken.add(Users.id(round, number) + ": first answer " + said + ", then refused");
            }
        }
    }
}
