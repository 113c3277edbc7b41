package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Java in README's "Use it" is compiled and run as it stands there, but for the directory. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern SECTION = Pattern.compile("(?s)\\n## Use it\\n(.*?)\\n## ");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");
    private static final String DIRECTORY = "Path.of(\"data\")";

    @TempDir
    Path directory;

    @TestFactory
    List<DynamicTest> snippetsDoWhatTheySay() throws Exception {
        Matcher section = SECTION.matcher(Files.readString(README));
        assertThat(section.find()).isTrue();
        List<DynamicTest> tests = new ArrayList<>();
        Matcher snippet = JAVA.matcher(section.group(1));
        while (snippet.find()) {
            String code = snippet.group(1);
            int number = tests.size();
            tests.add(DynamicTest.dynamicTest("snippet " + number, () -> run(code, number)));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private void run(String code, int number) throws Exception {
        assertThat(code).contains(DIRECTORY);
        String name = "Snippet" + number;
        List<String> imports =
                code.lines().filter(line -> line.startsWith("import ")).toList();
        String body = code.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        Path source = directory.resolve(name + ".java");
        Files.writeString(
                source,
                String.join("\n", imports) + "\npublic class " + name
                        + " { public static void main(String[] arguments) throws Exception {\n"
                        + body.replace(DIRECTORY, "Path.of(arguments[0])") + "\n} }\n");
        Path data = directory.resolve("data" + number);
        // The launcher compiles the one file, and runs it.
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        source.toString(),
                        data.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        assertThat(data).isNotEmptyDirectory();
    }

    /** The engine and what it needs, however this test was started. */
    static String classPath() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(property -> System.getProperty(property, ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }
}
