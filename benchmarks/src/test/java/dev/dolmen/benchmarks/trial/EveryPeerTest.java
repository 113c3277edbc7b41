package dev.dolmen.benchmarks.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.peer.PeerOptions;
import dev.dolmen.benchmarks.workload.Client;
import dev.dolmen.benchmarks.workload.Operation;
import dev.dolmen.benchmarks.workload.Share;
import dev.dolmen.benchmarks.workload.Subject;
import dev.dolmen.benchmarks.workload.Workload;
import dev.dolmen.benchmarks.workload.Workload.Start;
import dev.dolmen.benchmarks.workload.Workloads;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every peer does every workload, in small, and answers what the workload knows to be right. */
class EveryPeerTest {

    /** The last partition is not full. */
    private static final DataSet DATA_SET = new DataSet(110, 200, 20);

    private static final DataSet LARGER_ITEMS = new DataSet(60, 1_000, 20);

    private static final DataSet LONGEST_ITEMS = new DataSet(10, 400_000, 5);

    private static final int MOST_OPERATIONS = 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void answersRight(PeerKind kind) throws Exception {
        doesEverything(kind, DATA_SET, Memory.BEYOND);
    }

    @ParameterizedTest
    @EnumSource(names = {"DOLMEN", "STORE", "ROCKSDB"})
    void answersRightWithLargerItemsThatAreCached(PeerKind kind) throws Exception {
        doesEverything(kind, LARGER_ITEMS, Memory.FITS);
    }

    /** A page of a table's query holds 1 MB, two and a half of the longest items; a partition here has five. */
    @ParameterizedTest
    @EnumSource
    void queriesAllOfAPartitionOfLongItems(PeerKind kind) throws Exception {
        does(List.of(Workloads.named("query"), Workloads.named("ycsb-e")), kind, LONGEST_ITEMS, Memory.BEYOND);
    }

    private void doesEverything(PeerKind kind, DataSet dataSet, Memory memory) throws Exception {
        List<Workload> workloads = Stream.of(Workloads.compared(), Workloads.large())
                .flatMap(List::stream)
                .toList();
        does(workloads, kind, dataSet, memory);
    }

    private void does(List<Workload> workloads, PeerKind kind, DataSet dataSet, Memory memory) throws Exception {
        Stores stores = new Stores(directory.resolve("stores"));
        for (Workload workload : workloads) {
            if (!workload.suits(kind)) {
                continue;
            }
            Path copy = directory.resolve(workload.name());
            stores.provide(workload.start() == Start.KILLED ? Start.CLOSED : workload.start(), kind, dataSet, copy);
            PeerOptions options = Stores.options(copy, dataSet, memory, workload.has(Workload.Trait.SYNCED));
            try (Subject subject = new Subject(kind, options, dataSet)) {
                if (workload.start().isOpen()) {
                    subject.open();
                    workload.prepare(subject);
                }
                long done = run(workload, subject, dataSet);
                assertThat(done).as(workload.name()).isPositive();
                if (workload.has(Workload.Trait.SETTLES)) {
                    subject.peer().settle();
                }
                if (workload.operations(dataSet) != Workload.ENDLESS) {
                    workload.verify(subject);
                }
            } catch (Exception | AssertionError failure) {
                throw new AssertionError(workload.name() + " on " + kind, failure);
            }
        }
    }

    /** Two clients in turn: that they share the work without overlap shows in the verification. */
    private static long run(Workload workload, Subject subject, DataSet dataSet) throws Exception {
        boolean ends = workload.operations(dataSet) != Workload.ENDLESS;
        List<Client> clients = workload.operations(dataSet) == 1
                ? List.of(workload.client(new Share(subject, 0, 1)))
                : List.of(workload.client(new Share(subject, 0, 2)), workload.client(new Share(subject, 1, 2)));
        long units = 0;
        for (Client client : clients) {
            Operation operation = client.next();
            for (int i = 0; operation != null && (ends || i < MOST_OPERATIONS); i++) {
                units += operation.run();
                operation = client.next();
            }
        }
        return units;
    }
}
