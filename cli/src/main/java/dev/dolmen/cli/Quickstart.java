package dev.dolmen.cli;

import dev.dolmen.Dolmen;
import dev.dolmen.model.ConditionalCheckFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the store promises, on a real disk and with a real kill. */
@Command(
        name = "quickstart",
        description = "Write, delete conditionally, kill the process in the middle, and see that every answer held.")
final class Quickstart implements Callable<Integer> {

    private static final int ROUND = 1;
    private static final int COUNT = 20_000;
    private static final int KILL_AFTER = 2_000;
    private static final int THREADS = 4;

    @Option(names = "--dir", description = "An empty or new directory for the store; by default a temporary one.")
    private @Nullable Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path store = directory == null ? Files.createTempDirectory("dolmen-quickstart") : directory;
        out.println("1. Open a store in " + store + " and create the table Users (partition key user_id).");
        try (Dolmen dolmen = Dolmen.open(store)) {
            Users.createTable(dolmen);
            out.println("2. Put " + COUNT + " users. Every third is active; the others are inactive.");
            Users.put(dolmen, ROUND, COUNT);
            out.println("3. Delete two of them, each only if its status is inactive:");
            showDelete(dolmen, out, COUNT - 1);
            showDelete(dolmen, out, COUNT - 2);
        }
        out.println("4. Start a second process: four threads go through all users with that conditional delete.");
        out.println("   After " + KILL_AFTER
                + " answers it is killed with SIGKILL (kill -9). It has no chance to clean up.");
        out.flush();
        KillDrill drill = new KillDrill(store, COUNT, THREADS);
        Map<Integer, String> heard = drill.killAfter(ROUND, KILL_AFTER);
        out.println("   " + heard.size() + " answers arrived before it died.");
        out.println("5. Open the store again, look at every user, and repeat every request under its token.");
        out.flush();
        KillDrill.Report report;
        try (Dolmen dolmen = Dolmen.open(store)) {
            report = drill.check(dolmen, ROUND, heard);
        }
        out.println("   " + report.deleted() + " users were told deleted: all are gone, and repeating the request");
        out.println("   gave the first answer again, the deleted user included, instead of a false refusal.");
        out.println("   " + report.refused() + " were told refused: all are there, unchanged.");
        out.println(
                "   " + report.unheard() + " more were gone, their answer lost with the process or given in step 3:");
        out.println("   repeating the request gave that answer, too.");
        report.broken().forEach(promise -> out.println("BROKEN: " + promise));
        out.println(
                report.broken().isEmpty() ? "Every answer held." : "The store broke its promise. Please report this.");
        out.flush();
        return report.broken().isEmpty() ? 0 : 1;
    }

    private static void showDelete(Dolmen dolmen, PrintWriter out, int number) {
        String who = "   user " + Users.id(ROUND, number);
        try {
            out.println(who + ": deleted, it was "
                    + Objects.requireNonNull(
                            Users.deleteIfInactive(dolmen, ROUND, number).run().attributes()));
        } catch (ConditionalCheckFailedException e) {
            out.println(who + ": " + e.errorCode() + ", " + e.getMessage());
        }
    }
}
