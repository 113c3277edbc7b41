package dev.dolmen.conformance;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request that the two services answer differently.
 *
 * @param requests what led to it, itself last
 */
record Difference(List<WireRequest> requests, WireAnswer emulator, WireAnswer dolmen) {

    /** What is alike in differences that have one cause: the operation, and the errors without what they quote. */
    String kind() {
        return last().operation() + " | " + kind(emulator) + " | " + kind(dolmen);
    }

    /** Whether both refuse, for reasons that may well both be there: then all they differ in is which they tell first. */
    boolean isOrderOf(Set<String> knownRefusals) {
        return emulator.isError()
                && dolmen.isError()
                && knownRefusals.contains(kind(emulator))
                && knownRefusals.contains(kind(dolmen));
    }

    /** The error's name and how its text begins: what it quotes comes later. */
    static String kind(WireAnswer answer) {
        if (!answer.isError()) {
            return "success";
        }
        String text = answer.uncountedMessage()
                .replaceFirst("^(Invalid \\w+|One or more parameter values were invalid): ", "")
                .replaceAll("\\[.*?]|\"[^\"]*\"", "");
        return answer.errorType() + " "
                + Stream.of(text.split("[ ;:]+")).limit(5).collect(Collectors.joining(" "));
    }

    /** The request that was answered differently. */
    WireRequest last() {
        return requests.get(requests.size() - 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        requests.forEach(request -> text.append(request).append('\n'));
        return text + "  emulator: " + emulator + "\n  Dolmen:   " + dolmen;
    }
}
