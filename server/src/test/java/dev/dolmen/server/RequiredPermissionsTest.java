package dev.dolmen.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.Dolmen;
import dev.dolmen.model.AccessDeniedException;
import dev.dolmen.server.policy.ActionPattern;
import dev.dolmen.server.policy.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each operation asks whether its caller may do it, before it does anything or says anything else. */
class RequiredPermissionsTest {

    @TempDir
    static Path directory;

    private static Dolmen dolmen;
    private static Operations operations;

    @BeforeAll
    static void open() {
        dolmen = Dolmen.open(directory);
        operations = new Operations(dolmen);
    }

    @AfterAll
    static void close() {
        dolmen.close();
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(RequiredPermissionsTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    static List<String> cases() throws IOException {
        return lines("required-permissions.txt");
    }

    /** Writes down what is asked for, and permits nothing. */
    private static final class Recorder implements Caller {

        private final List<Permission> asked = new ArrayList<>();

        @Override
        public <Q> void requirePermission(String operation, Q request, RequiredPermissions<Q> required) {
            asked.addAll(required.of(operation, request));
            throw new AccessDeniedException("recorded");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anOperationNeedsThese(String line) {
        String[] parts = line.split(" \\|", -1);
        Recorder recorder = new Recorder();
        Operations.Operation operation = Objects.requireNonNull(operations.named(parts[0]));
        byte[] body = parts[1].getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> operation.perform(body, recorder, null, "localhost:8000"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage("recorded");
        assertThat(recorder.asked.stream()
                        .map(permission -> permission.action() + " "
                                + permission.resource().path())
                        .collect(Collectors.joining("; ")))
                .isEqualTo(parts[2].strip());
        for (Permission permission : recorder.asked) {
            ActionPattern.parse(permission.qualifiedAction());
        }
    }

    @Test
    void allOperationsAreThere() throws IOException {
        Set<String> performed = lines("operations.txt").stream()
                .filter(line -> !line.contains("|"))
                .map(line -> line.substring(line.indexOf('.') + 1))
                .collect(Collectors.toSet());
        assertThat(cases().stream().map(line -> line.split(" \\|")[0]).collect(Collectors.toSet()))
                .isEqualTo(performed);
    }
}
