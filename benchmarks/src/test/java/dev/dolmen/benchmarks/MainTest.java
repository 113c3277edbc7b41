package dev.dolmen.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

    @ParameterizedTest
    @CsvSource({
        "--quick get-hot,         WORKLOAD",
        "--full --quick,          --full",
        "--quick --peers lmdb,    --peers",
        "--full --rows 100,       --rows",
        "--quick --economy items, --economy",
        "--economy items query,   WORKLOAD",
        "--economy size --bytes 200, --bytes"
    })
    void whatWouldBeIgnoredIsRefused(String arguments, String refused) {
        StringWriter errors = new StringWriter();
        int status = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(errors))
                .execute(arguments.split(" "));
        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(refused + " makes no sense beside ");
    }

    @Test
    void theHelpTellsWhatThereIs() {
        String help = new CommandLine(new Main()).getUsageMessage();
        assertThat(help).contains("--quick", "--full", "--economy", "--peers");
    }
}
