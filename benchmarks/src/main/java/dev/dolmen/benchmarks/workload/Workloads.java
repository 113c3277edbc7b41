package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.workload.Deletes.Manner;
import dev.dolmen.benchmarks.workload.Fill.Order;
import dev.dolmen.benchmarks.workload.PointRead.Choice;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workloads that there are. */
public final class Workloads {

    private static final long LONG_LOAD_BYTES = 2_000_000_000L;

    private static final List<Workload> COMPARED = List.of(
            new Fill("fill-seq", "Puts in the order of the keys", new Goal(3.5, 2), Order.FORWARD, 1, 0),
            new Fill(
                    "fill-random",
                    "Puts in random order, every fifth of a row that is there",
                    new Goal(3.5, 2.5, 0, 1),
                    Order.RANDOM,
                    1,
                    0),
            new PointRead("get-hot", "Gets of a thousand rows", Goal.of(6), Choice.HOT, 1),
            new PointRead("get-uniform", "Gets of any row", Goal.of(3.3), Choice.UNIFORM, 1),
            new PointRead("get-missing", "Gets of rows that are not there", Goal.of(1.2), Choice.MISSING, 1),
            new PartitionQuery(),
            new FullScan("full-scan", "All rows, one after the other", new Goal(0, 5.2), 0),
            new Ycsb("ycsb-a", "Half gets, half updates, by Zipf's law", Goal.of(3.5), 0.5, false),
            new Ycsb("ycsb-b", "95 % gets, 5 % updates, by Zipf's law", Goal.of(3.5), 0.95, false),
            new Ycsb("ycsb-e", "95 % scans of 1 to 100 rows, 5 % inserts", Goal.of(5.4), 0.95, true),
            new Deletes("cond-delete", "Deletes if the status is \"inactive\"", Goal.of(4), Manner.CONDITIONAL),
            new Deletes("delete", "Deletes without a condition", Goal.of(3.5), Manner.PLAIN),
            new Deletes("delete-partition", "Deletes of all 100 rows of a partition", Goal.of(5), Manner.PARTITION),
            new FullScan("scan-half-deleted", "All rows left after every other one was deleted", new Goal(0, 10), 50),
            new DrainedQueue(),
            new DurablePut(Goal.of(1.7), 1),
            new DurablePut(new Goal(2, 4), 8),
            new Recovery("recovery", false),
            new Recovery("recovery-cold", true),
            new Compaction());

    private static final List<Workload> OTHERS = List.of(
            new Fill(
                    "long-load",
                    "2 GB in random order: no put may wait for more than 100 ms",
                    Goal.NONE,
                    Order.RANDOM,
                    1,
                    LONG_LOAD_BYTES),
            new Fill("fill-backward", "Puts in the reverse order of the keys", Goal.NONE, Order.BACKWARD, 1, 0));

    /** Workloads of which there is one for each number. */
    private enum Family {
        GETS("get-uniform-(\\d+)-threads") {
            @Override
            Workload of(String name, int threads) {
                return new PointRead(name, "Gets of any row by several threads", Goal.NONE, Choice.UNIFORM, threads);
            }
        },
        PUTS("fill-random-(\\d+)-threads") {
            @Override
            Workload of(String name, int threads) {
                return new Fill(name, "Puts in random order by several threads", Goal.NONE, Order.RANDOM, threads, 0);
            }
        },
        DURABLE_PUTS("put-sync-(\\d+)") {
            @Override
            Workload of(String name, int threads) {
                return new DurablePut(Goal.NONE, threads);
            }
        },
        SCANS("scan-(\\d+)-percent-deleted") {
            @Override
            Workload of(String name, int percent) {
                return new FullScan(name, "All rows left after a part was deleted", Goal.NONE, percent);
            }
        };

        private final Pattern pattern;

        Family(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }

        abstract Workload of(String name, int number);

        /** Null when the name is none of this family's. */
        @Nullable
        Workload named(String name) {
            Matcher matcher = pattern.matcher(name);
            return matcher.matches() ? of(name, Integer.parseInt(matcher.group(1))) : null;
        }
    }

    private Workloads() {}

    /** Those with a goal, in the order in which reports show them. */
    public static List<Workload> compared() {
        return COMPARED;
    }

    /** @throws IllegalArgumentException naming those that there are */
    public static Workload named(String name) {
        Stream<Workload> single = Stream.concat(COMPARED.stream(), OTHERS.stream())
                .filter(workload -> workload.name().equals(name));
        Stream<Workload> numbered =
                Stream.of(Family.values()).map(family -> family.named(name)).flatMap(Stream::ofNullable);
        return Stream.concat(single, numbered)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload \"" + name + "\"; there are " + names()));
    }

    public static String names() {
        Stream<String> single =
                Stream.concat(COMPARED.stream(), OTHERS.stream()).map(Workload::name);
        Stream<String> numbered = Stream.of(Family.values())
                .map(family -> family.pattern.pattern().replace("(\\d+)", "N"));
        return Stream.concat(single, numbered).collect(Collectors.joining(", "));
    }
}
