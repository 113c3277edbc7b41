package dev.dolmen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.Dolmen;
import dev.dolmen.item.Item;
import dev.dolmen.model.ScalarAttributeType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code dolmen delete}: what it says, what it exits with, and what is left. */
class DeleteTest {

    @TempDir
    Path directory;

    @BeforeEach
    void write() {
        try (Dolmen dolmen = Dolmen.open(directory)) {
            var table = dolmen.createTable("Visits")
                    .partitionKey("user", ScalarAttributeType.N)
                    .sortKey("at", ScalarAttributeType.S)
                    .run();
            for (int number = 0; number < 10; number++) {
                table.put(Item.of("user", number % 2, "at", "t" + number, "status", number < 4 ? "old" : "new"))
                        .run();
            }
        }
    }

    private String run(int exitCode, String... arguments) {
        List<String> all = new ArrayList<>(List.of("delete", "--dir=" + directory, "--table=Visits"));
        all.addAll(List.of(arguments));
        StringWriter said = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(said, true));
        command.setErr(new PrintWriter(said, true));
        assertThat(command.execute(all.toArray(String[]::new)))
                .as(said.toString())
                .isEqualTo(exitCode);
        return said.toString();
    }

    private long left() {
        try (Dolmen dolmen = Dolmen.open(directory)) {
            return dolmen.table("Visits").scan().count();
        }
    }

    @Test
    void countsAndDeletes() {
        String[] where = {"--where=#s = :old", "--name=#s=status", "--value=:old=S:old"};
        assertThat(run(0, "--dry-run", where[0], where[1], where[2]))
                .startsWith("Would delete 4 items of ")
                .endsWith("; nothing was changed" + System.lineSeparator());
        assertThat(left()).isEqualTo(10);
        assertThat(run(0, where)).startsWith("Deleted 4 items of ");
        assertThat(left()).isEqualTo(6);
        assertThat(run(0, "--partition=1", "--json")).startsWith("{\"deletedCount\": 3, ");
        assertThat(left()).isEqualTo(3);
        assertThat(run(0, "--all")).startsWith("Deleted 3 items of ");
        assertThat(left()).isZero();
    }

    @Test
    void whatIsWrongIsToldAndNothingIsDeleted() {
        assertThat(run(2)).contains("--all");
        assertThat(run(2, "--all", "--partition=1")).contains("--all takes neither --partition nor --where");
        assertThat(run(2, "--partition=one")).contains("not a value of type N: one");
        assertThat(run(2, "--where=a = :a", "--value=:a=old")).contains("a value needs its type");
        assertThat(run(2, "--all", "--dir=" + directory.resolve("none"))).isNotEmpty();
        assertThat(run(1, "--where=a = = b")).contains("Invalid ConditionExpression: Syntax error");
        assertThat(run(1, "--all", "--value=:a=N:1")).contains("ExpressionAttributeValues can only be specified");
        assertThat(left()).isEqualTo(10);
    }
}
