package dev.dolmen.conformance;

import dev.dolmen.Dolmen;
import dev.dolmen.DolmenOptions;
import dev.dolmen.model.Durability;
import dev.dolmen.server.DolmenServer;
import dev.dolmen.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dolmen's server and Amazon's emulator, which get the same requests. */
final class SideBySide implements AutoCloseable {

    private final DynamoDbLocal emulator = new DynamoDbLocal();
    private final Dolmen dolmen;
    private final DolmenServer server;
    private final Endpoint emulatorEndpoint;
    private final Endpoint dolmenEndpoint;
    private final AcceptedDifferences accepted = new AcceptedDifferences();
    private final Set<String> agreedRefusals = new HashSet<>();

    SideBySide(Path directory) throws IOException {
        dolmen = Dolmen.open(directory, DolmenOptions.DEFAULT.withDurability(Durability.OS));
        server = DolmenServer.start(dolmen, ServerOptions.DEFAULT);
        emulatorEndpoint = emulator.endpoint();
        dolmenEndpoint = new Endpoint(URI.create("http://127.0.0.1:" + server.port() + "/"));
    }

    AcceptedDifferences accepted() {
        return accepted;
    }

    /** The kinds of refusals in which the two were of one mind, in either's words. */
    Set<String> agreedRefusals() {
        return agreedRefusals;
    }

    /** Makes the tables anew, sends the requests to both, and stops at the first difference that is not accepted. */
    @Nullable
    Difference firstDifference(List<WireRequest> requests) {
        Tables.deletions().forEach(this::sendToBoth);
        Tables.creations().forEach(this::sendToBoth);
        for (int i = 0; i < requests.size(); i++) {
            WireRequest request = requests.get(i);
            WireAnswer expected = emulatorEndpoint.send(request);
            WireAnswer actual = dolmenEndpoint.send(request);
            boolean same = Comparison.same(request, expected, actual);
            if (!same && !accepted.cover(request, expected, actual)) {
                return new Difference(requests.subList(0, i + 1), expected, actual);
            }
            if (expected.isError() && actual.isError()) {
                agreedRefusals.add(Difference.kind(expected));
                agreedRefusals.add(Difference.kind(actual));
            }
            if (!same) {
                if (expected.isError() != actual.isError()
                        && request.operation().matches(".*(Put|Update|Delete|Write).*")) {
                    return null; // from here on the two hold different items
                }
            }
            if (!actual.isError() && isRemovalOfNothing(request)) {
                return null; // likewise
            }
        }
        return null;
    }

    private boolean isRemovalOfNothing(WireRequest request) {
        return RemovalUpdates.reads(request).stream()
                .anyMatch(read -> emulatorEndpoint.send(read).body().has("Item")
                        && !dolmenEndpoint.send(read).body().has("Item"));
    }

    private void sendToBoth(WireRequest request) {
        emulatorEndpoint.send(request);
        dolmenEndpoint.send(request);
    }

    @Override
    public void close() {
        server.close();
        dolmen.close();
        emulator.close();
    }
}
