package dev.dolmen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code dolmen serve} says of options that are wrong: it neither opens a store nor listens. */
class ServeOptionsTest {

    @TempDir
    Path directory;

    private String refused(int exitCode, String... options) {
        List<String> all = new ArrayList<>(List.of("serve", "--dir=" + directory.resolve("store"), "--port=0"));
        all.addAll(List.of(options));
        StringWriter said = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(said, true));
        command.setErr(new PrintWriter(said, true));
        assertThat(command.execute(all.toArray(String[]::new)))
                .as(said.toString())
                .isEqualTo(exitCode);
        assertThat(directory.resolve("store")).doesNotExist();
        return said.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --tls-keystore=a --tls-key=b  | --tls-keystore goes with neither --tls-certificate nor --tls-key
            --tls-certificate=a           | --tls-certificate and --tls-key go together
            --tls-key=a                   | --tls-certificate and --tls-key go together
            --tls-password-file=a         | --tls-password-file goes with --tls-keystore or --tls-key
            """)
    void optionsThatDoNotGoTogether(String options, String message) {
        assertThat(refused(CommandLine.ExitCode.USAGE, options.split(" "))).startsWith(message);
    }

    @Test
    void filesThatCannotBeUsed() throws Exception {
        Path none = directory.resolve("none");
        Path wrong = Files.writeString(directory.resolve("wrong"), "{\"Users\": []}");
        assertThat(refused(CommandLine.ExitCode.SOFTWARE, "--credentials=" + none))
                .startsWith("dolmen serve: cannot read " + none + ": No such file or directory");
        assertThat(refused(CommandLine.ExitCode.SOFTWARE, "--credentials=" + wrong))
                .startsWith("dolmen serve: " + wrong + ": line 1, /Users: this is empty");
        assertThat(refused(CommandLine.ExitCode.SOFTWARE, "--tls-keystore=" + wrong, "--tls-password-file=" + none))
                .startsWith("dolmen serve: cannot read " + none + ": No such file or directory");
        assertThat(refused(CommandLine.ExitCode.SOFTWARE, "--tls-keystore=" + wrong))
                .startsWith("dolmen serve: " + wrong + ": this is no PKCS#12 keystore");
    }

    @Test
    void thePasswordIsTheFirstLineOfItsFile() throws Exception {
        SelfSigned certificate = SelfSigned.make(directory);
        String keystore = "--tls-keystore=" + certificate.keystore();
        Path wrong = Files.writeString(directory.resolve("wrong"), "\n" + SelfSigned.PASSWORD);
        Path right = Files.writeString(directory.resolve("right"), SelfSigned.PASSWORD + "\r\nand more\n");
        assertThat(refused(CommandLine.ExitCode.SOFTWARE, keystore, "--tls-password-file=" + wrong))
                .startsWith("dolmen serve: " + certificate.keystore() + ": the password is wrong");
        // With the right one it goes on, and finds that the store is none.
        Path occupied = Files.writeString(directory.resolve("store"), "no directory");
        List<String> options =
                List.of("serve", "--dir=" + occupied, "--port=0", keystore, "--tls-password-file=" + right);
        StringWriter said = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(said, true));
        assertThat(command.execute(options.toArray(String[]::new))).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(said.toString()).contains("store").doesNotContain("password");
    }
}
