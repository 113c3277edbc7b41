package dev.dolmen.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random requests to Dolmen and to Amazon's emulator, whose answers must be the same but for the listed differences. Which
 * of several faults a refusal tells is not compared: the emulator looks for them in an order of its own.
 *
 * <p>The seed of a run is printed; {@code -Dseed=N} repeats it, {@code -Drequests=N} says how many requests.
 */
final class DifferentialTest {

    private static final List<String> OPERATIONS = List.of(
            "PutItem",
            "PutItem",
            "PutItem",
            "UpdateItem",
            "UpdateItem",
            "UpdateItem",
            "DeleteItem",
            "GetItem",
            "Query",
            "Query",
            "Scan",
            "BatchWriteItem",
            "BatchGetItem",
            "TransactWriteItems",
            "TransactGetItems");

    private static final List<String> OPERATIONS_ON_TABLES = List.of(
            "UpdateTable",
            "UpdateTable",
            "UpdateTable",
            "UpdateTimeToLive",
            "UpdateTimeToLive",
            "UpdateTimeToLive",
            "DescribeTimeToLive",
            "DescribeTable",
            "PutItem",
            "PutItem",
            "UpdateItem",
            "Query",
            "Scan",
            "DeleteItem");

    private static final int REQUESTS_PER_RUN = 40;

    private static final int EXAMPLES_SHOWN = 12;

    @TempDir
    Path directory = Path.of("");

    /** A fixed slice, the same in every build. */
    @Test
    void answersAsTheEmulatorDoes() throws IOException {
        compare(OPERATIONS, Integer.getInteger("requests", 3_000), Long.getLong("seed", 1));
    }

    /** Likewise, of settings that are changed amid the work on items. */
    @Test
    void answersAboutTablesAsTheEmulatorDoes() throws IOException {
        compare(OPERATIONS_ON_TABLES, Integer.getInteger("requests", 600), Long.getLong("seed", 1));
    }

    @Test
    @Tag("long")
    void answersAsTheEmulatorDoesForLong() throws IOException {
        compare(OPERATIONS, Integer.getInteger("requests", 100_000), Long.getLong("seed", new Random().nextLong()));
    }

    @Test
    @Tag("long")
    void answersAboutTablesAsTheEmulatorDoesForLong() throws IOException {
        compare(
                OPERATIONS_ON_TABLES,
                Integer.getInteger("requests", 10_000),
                Long.getLong("seed", new Random().nextLong()));
    }

    private void compare(List<String> operations, int requests, long seed) throws IOException {
        System.out.println("DifferentialTest: " + requests + " requests, -Dseed=" + seed);
        try (SideBySide both = new SideBySide(directory)) {
            Map<String, Difference> differences = new LinkedHashMap<>();
            Random random = new Random(seed);
            for (int done = 0; done < requests; done += REQUESTS_PER_RUN) {
                RandomRequests generator = new RandomRequests(new Random(random.nextLong()), operations);
                List<WireRequest> run =
                        Stream.generate(generator::next).limit(REQUESTS_PER_RUN).toList();
                Difference difference = both.firstDifference(run);
                if (difference != null) {
                    differences.putIfAbsent(difference.kind(), difference);
                }
            }
            both.accepted().uses().forEach((reason, uses) -> System.out.println(uses + " x " + reason));
            int all = differences.size();
            differences.values().forEach(difference -> removeFaults(difference, both));
            differences.values().removeIf(difference -> difference.isOrderOf(both.agreedRefusals()));
            System.out.println((all - differences.size()) + " pairs of refusals told in another order");
            if (!differences.isEmpty()) {
                fail(report(seed, differences, both));
            }
        }
    }

    /** Tries the request without each of its parts: so the two may come to agree on each of its faults alone. */
    private static void removeFaults(Difference difference, SideBySide both) {
        if (difference.emulator().isError() && difference.dolmen().isError()) {
            List<WireRequest> requests = new ArrayList<>(difference.requests());
            for (ObjectNode body : Shrinker.smallerOnes(difference.last().body())) {
                requests.set(
                        requests.size() - 1, new WireRequest(difference.last().operation(), body));
                both.firstDifference(requests);
            }
        }
    }

    private static String report(long seed, Map<String, Difference> differences, SideBySide both) {
        StringBuilder report = new StringBuilder("-Dseed=" + seed + ": " + differences.size() + " kinds of difference");
        differences.values().stream().limit(EXAMPLES_SHOWN).forEach(difference -> {
            Shrinker shrinker = new Shrinker(candidate -> {
                Difference found = both.firstDifference(candidate);
                return found != null && found.kind().equals(difference.kind());
            });
            List<WireRequest> smallest = shrinker.shrink(difference.requests());
            report.append("\n\n").append(both.firstDifference(smallest));
        });
        return report.toString();
    }
}
