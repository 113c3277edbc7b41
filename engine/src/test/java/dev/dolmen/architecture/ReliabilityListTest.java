package dev.dolmen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code docs/reliability.md} names tests that there are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReliabilityListTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|Properties|Contract))(?:\\.([a-z]\\w*))?`");
    private static final int FAULTS = 26;

    private String list = "";
    private final Map<String, String> sources = new TreeMap<>();

    @BeforeAll
    void read() throws IOException {
        list = Files.readString(ROOT.resolve("docs/reliability.md"));
        try (Stream<Path> files = Files.walk(ROOT, 12)) {
            for (Path file : files.filter(ReliabilityListTest::isTest).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
    }

    private static boolean isTest(Path file) {
        return file.toString().contains("src/test/java") && file.toString().endsWith(".java");
    }

    @Test
    void namesTestsThatThereAre() {
        Matcher named = TEST.matcher(list);
        int count = 0;
        while (named.find()) {
            assertThat(sources).containsKey(named.group(1));
            if (named.group(2) != null) {
                assertThat(sources.get(named.group(1))).as(named.group()).contains("void " + named.group(2) + "(");
            }
            count++;
        }
        assertThat(count).isGreaterThan(80);
    }

    @Test
    void saysSomethingOfEveryFault() {
        for (int fault = 1; fault <= FAULTS; fault++) {
            assertThat(list).containsPattern("(?m)^(\\| |- |.*, )F" + fault + "\\b");
        }
    }
}
