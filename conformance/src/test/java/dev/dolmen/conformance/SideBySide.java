package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dolmen's server and Amazon's emulator, which get the same requests. */
final class SideBySide implements AutoCloseable {

    private static final Pattern UNSETTLED = Pattern.compile("Status\":\"(CREATING|UPDATING|DELETING)");

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
        Tables.deletions().forEach(deletion -> both().forEach(endpoint -> delete(deletion, endpoint)));
        Tables.creations().forEach(creation -> both().forEach(endpoint -> endpoint.send(creation)));
        for (int i = 0; i < requests.size(); i++) {
            WireRequest request = requests.get(i);
            WireAnswer expected = emulatorEndpoint.send(request);
            WireAnswer actual = dolmenEndpoint.send(request);
            if (request.operation().equals("UpdateTable") && !expected.isError() && !actual.isError()) {
                ObjectNode table = JsonNodeFactory.instance.objectNode();
                table.set("TableName", request.body().get("TableName"));
                expected = settled(table, emulatorEndpoint);
                actual = settled(table, dolmenEndpoint);
            }
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

    private List<Endpoint> both() {
        return List.of(emulatorEndpoint, dolmenEndpoint);
    }

    private static void delete(WireRequest deletion, Endpoint endpoint) {
        if (endpoint.send(deletion).errorMessage().contains("protected")) {
            endpoint.send(Tables.unprotection(deletion.body().path("TableName").asText()));
            endpoint.send(deletion);
        }
    }

    /** What has become of a table: indexes are added and removed after the answer. */
    private static WireAnswer settled(ObjectNode table, Endpoint endpoint) {
        WireRequest description = new WireRequest("DescribeTable", table);
        WireAnswer answer;
        do {
            // The emulator now and then cannot describe a table to which it adds an index.
            answer = endpoint.send(description);
        } while (answer.isError() || UNSETTLED.matcher(answer.toString()).find());
        return answer;
    }

    @Override
    public void close() {
        server.close();
        dolmen.close();
        emulator.close();
    }
}
