package dev.dolmen.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where the emulator is known not to do what AWS documents, or the service: {@code accepted-differences.txt}. Each entry is
 * a paragraph of three lines: a regular expression for the request, one for both answers ({@code EMULATOR >>> DOLMEN}), and
 * the reason.
 */
final class AcceptedDifferences {

    private record Entry(Pattern request, Pattern emulator, Pattern dolmen, String reason) {

        boolean covers(WireRequest request, WireAnswer expected, WireAnswer actual) {
            return this.request.matcher(request.toString()).find()
                    && emulator.matcher(expected.toString()).find()
                    && dolmen.matcher(actual.toString()).find();
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> uses = new LinkedHashMap<>();

    AcceptedDifferences() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AcceptedDifferences.class.getResourceAsStream("accepted-differences.txt")),
                StandardCharsets.UTF_8))) {
            List<String> paragraph = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("//")) {
                    continue;
                }
                if (!line.isBlank()) {
                    paragraph.add(line.strip());
                } else if (!paragraph.isEmpty()) {
                    add(paragraph);
                    paragraph.clear();
                }
            }
            if (!paragraph.isEmpty()) {
                add(paragraph);
            }
        }
    }

    private void add(List<String> paragraph) {
        String[] answers = paragraph.size() == 3 ? paragraph.get(1).split(" >>> ", 2) : new String[0];
        if (answers.length != 2) {
            throw new IllegalArgumentException("not an entry of three lines: " + paragraph);
        }
        entries.add(new Entry(
                Pattern.compile(paragraph.get(0)),
                Pattern.compile(answers[0]),
                Pattern.compile(answers[1]),
                paragraph.get(2)));
    }

    boolean cover(WireRequest request, WireAnswer expected, WireAnswer actual) {
        for (Entry entry : entries) {
            if (entry.covers(request, expected, actual)) {
                uses.merge(entry.reason(), 1, Integer::sum);
                return true;
            }
        }
        return false;
    }

    /** How often each reason was needed. */
    Map<String, Integer> uses() {
        return uses;
    }
}
