package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Permutation;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.workload.Subject;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that puts all rows into a new store. What it had to compile, and what it had in memory, is none of the
 * measured process's. It ends as if it were killed: whether what it wrote is complete is up to the way it was told to end.
 */
final class StoreWriter {

    /** How it leaves the store. */
    enum End {
        /** All rows put in random order, settled, closed. */
        CLOSED {
            @Override
            void write(Subject subject) throws Exception {
                DataSet dataSet = subject.dataSet();
                Permutation order = new Permutation(dataSet.rows(), SEED);
                for (long position = 0; position < dataSet.rows(); position++) {
                    subject.peer().put(subject.rows().row(order.at(position)));
                }
                subject.peer().settle();
                subject.close();
            }
        },
        /** All rows put in the order of their numbers, and nothing closed, nothing flushed. */
        KILLED {
            @Override
            void write(Subject subject) throws Exception {
                for (long number = 0; number < subject.dataSet().rows(); number++) {
                    subject.peer().put(subject.rows().row(number));
                }
            }
        };

        abstract void write(Subject subject) throws Exception;
    }

    private static final int SEED = 5;

    /** The status of a process that was killed: no other end of this one has it. */
    private static final int DONE = 137;

    private StoreWriter() {}

    static void run(End end, PeerKind kind, DataSet dataSet, Path directory) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(TrialRunner.JVM_ARGUMENTS);
        command.addAll(inherited());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StoreWriter.class.getName()));
        command.addAll(List.of(
                end.name(),
                kind.label(),
                Long.toString(dataSet.rows()),
                Integer.toString(dataSet.itemBytes()),
                Integer.toString(dataSet.rowsPerPartition()),
                directory.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(directory + ".log"))
                .start();
        int status = process.waitFor();
        if (status != DONE) {
            throw new IllegalStateException("the writer ended with " + status + "; see " + directory + ".log");
        }
    }

    /** Where the emulator finds its library. */
    private static List<String> inherited() {
        String libraries = System.getProperty(EMULATOR_LIBRARIES);
        return libraries == null ? List.of() : List.of("-D" + EMULATOR_LIBRARIES + "=" + libraries);
    }

    private static final String EMULATOR_LIBRARIES = "sqlite4java.library.path";

    /** Arguments: end, peer, rows, bytes of an item, rows of a partition, directory. */
    public static void main(String[] arguments) throws Exception {
        End end = End.valueOf(arguments[0]);
        DataSet dataSet = new DataSet(
                Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        Path directory = Path.of(arguments[5]);
        Subject subject = new Subject(
                PeerKind.of(arguments[1]),
                end == End.KILLED
                        ? Stores.logOnly(directory, dataSet)
                        : Stores.options(directory, dataSet, Memory.BEYOND, false),
                dataSet);
        subject.open();
        end.write(subject);
        Runtime.getRuntime().halt(DONE);
    }
}
