package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.workload.Subject;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that puts all rows and ends as if it were killed: nothing is closed, nothing flushed. */
final class KilledWriter {

    private static final int KILLED = 137;

    private KilledWriter() {}

    static void run(PeerKind kind, DataSet dataSet, Path directory) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(TrialRunner.JVM_ARGUMENTS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KilledWriter.class.getName()));
        command.addAll(List.of(
                kind.label(),
                Long.toString(dataSet.rows()),
                Integer.toString(dataSet.itemBytes()),
                Integer.toString(dataSet.rowsPerPartition()),
                directory.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(directory + ".log"))
                .start();
        int exit = process.waitFor();
        if (exit != KILLED) {
            throw new IllegalStateException("the writer ended with " + exit + "; see " + directory + ".log");
        }
    }

    /** Arguments: peer, rows, bytes of an item, rows of a partition, directory. */
    public static void main(String[] arguments) throws Exception {
        DataSet dataSet = new DataSet(
                Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        Subject subject =
                new Subject(PeerKind.of(arguments[0]), Stores.logOnly(Path.of(arguments[4]), dataSet), dataSet);
        subject.open();
        for (long number = 0; number < dataSet.rows(); number++) {
            subject.peer().put(subject.rows().row(number));
        }
        Runtime.getRuntime().halt(KILLED);
    }
}
