package dev.dolmen.benchmarks.workload;

import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The workloads that there are. */
public final class Workloads {

    /** What a workload takes that is about much data: ten million items of 200 bytes. */
    static final long LARGE_BYTES = 2_000_000_000L;

    private static final List<Workload> COMPARED = List.of(
            Puts.FORWARD,
            Puts.RANDOM,
            Reads.HOT,
            Reads.UNIFORM,
            Reads.MISSING,
            Reads.QUERY,
            Scans.FULL,
            Mixes.B,
            Mixes.A,
            Mixes.E,
            Deletes.CONDITIONAL,
            Deletes.PLAIN,
            Deletes.PARTITION,
            Scans.HALF_DELETED,
            DrainedQueue.HEAD,
            Puts.DURABLE,
            Puts.DURABLE_SHARED,
            Openings.RECOVERY,
            Openings.COLD_RECOVERY,
            Compaction.OF_HALF_REPLACED);

    private static final List<Workload> OPERATIONS = List.of(
            Puts.RANDOM,
            Reads.UNIFORM,
            Reads.MISSING,
            Reads.QUERY,
            Scans.FULL,
            Mixes.B,
            Mixes.A,
            Mixes.E,
            Deletes.CONDITIONAL,
            Deletes.PLAIN,
            Deletes.PARTITION);

    private static final List<Workload> LARGE = List.of(Puts.LONG, Openings.REOPENING, Deletes.ALL);

    private static final List<Workload> OTHERS = List.of(Puts.BACKWARD);

    private static final List<Family> FAMILIES = List.of(
            new Family("get-uniform-(\\d+)-threads", Reads::uniformByThreads),
            new Family("fill-random-(\\d+)-threads", Puts::randomByThreads),
            new Family("ycsb-a-(\\d+)-threads", Mixes::updatesByThreads),
            new Family("cond-delete-(\\d+)-threads", Deletes::conditionalByThreads),
            new Family("put-sync-(\\d+)", Puts::durableByThreads),
            new Family("scan-(\\d+)-percent-deleted", Scans::partlyDeleted));

    /** Workloads of which there is one for each number in their name. */
    private record Family(String pattern, BiFunction<String, Integer, Workload> member) {

        /** Empty when the name is none of this family's. */
        Stream<Workload> named(String name) {
            Matcher matcher = Pattern.compile(pattern).matcher(name);
            return matcher.matches()
                    ? Stream.of(member.apply(name, Integer.parseInt(matcher.group(1))))
                    : Stream.empty();
        }

        String names() {
            return pattern.replace("(\\d+)", "N");
        }
    }

    private Workloads() {}

    /** Those whose goal is to be ahead of RocksDB, in the order in which reports show them. */
    public static List<Workload> compared() {
        return COMPARED;
    }

    /** Those of them that show what each operation of a table takes, and make do with few rows. */
    public static List<Workload> operations() {
        return OPERATIONS;
    }

    /** Those that are about much data, and whose goals are limits. */
    public static List<Workload> large() {
        return LARGE;
    }

    /** @throws IllegalArgumentException naming those that there are */
    public static Workload named(String name) {
        Stream<Workload> single = single().filter(workload -> workload.name().equals(name));
        Stream<Workload> numbered = FAMILIES.stream().flatMap(family -> family.named(name));
        return Stream.concat(single, numbered)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload \"" + name + "\"; there are " + names()));
    }

    private static Stream<Workload> single() {
        return Stream.of(COMPARED, LARGE, OTHERS).flatMap(List::stream);
    }

    public static String names() {
        return Stream.concat(single().map(Workload::name), FAMILIES.stream().map(Family::names))
                .collect(Collectors.joining(", "));
    }
}
