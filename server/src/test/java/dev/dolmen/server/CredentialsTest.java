package dev.dolmen.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file of credentials may be, and how each fault of it is told; no text has a secret. */
class CredentialsTest {

    private static final String SECRET = "s3cr3t";

    @TempDir
    Path directory;

    private Credentials read(String file) throws IOException {
        return Credentials.read(Files.writeString(directory.resolve("access.json"), file));
    }

    /** One case of the file. */
    record Wrong(String file, String told) {
        @Override
        public String toString() {
            return told;
        }
    }

    static List<Wrong> wrongFiles() throws IOException {
        String cases;
        try (InputStream in =
                Objects.requireNonNull(CredentialsTest.class.getResourceAsStream("credentials/wrong-files.txt"))) {
            cases = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Wrong> files = new ArrayList<>();
        for (String block : cases.split("\n\n")) {
            String[] parts = block.split("\n----\n");
            if (parts.length == 2) {
                files.add(new Wrong(parts[0], parts[1].strip()));
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void aWrongFileIsRefusedWithWhatAndWhere(Wrong wrong) {
        assertThatThrownBy(() -> read(wrong.file()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(directory.resolve("access.json") + ": " + wrong.told())
                .message()
                .doesNotContain(SECRET);
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        assertThatThrownBy(() -> Credentials.read(directory.resolve("none.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read " + directory.resolve("none.json") + ": No such file or directory");
    }

    @Test
    void secretsAreInNoText() throws Exception {
        Credentials credentials = read(
                """
                {"Users": [
                  {"UserName": "ana", "AccessKeys": [
                    {"AccessKeyId": "OLD", "SecretAccessKey": "s3cr3t"},
                    {"AccessKeyId": "NEW", "SecretAccessKey": "s3cr3t", "SessionToken": "s3cr3t"}]}]}
                """);
        assertThat(credentials).hasToString("Credentials[access keys: 2]");
        assertThat(credentials.key("NEW")).hasToString("AccessKey[NEW of ana]");
        assertThat(Objects.requireNonNull(credentials.key("OLD")).user().toString())
                .doesNotContain(SECRET);
        assertThat(ServerOptions.DEFAULT.withCredentials(credentials).toString())
                .doesNotContain(SECRET);
        assertThat(credentials.key("old")).isNull();
    }
}
