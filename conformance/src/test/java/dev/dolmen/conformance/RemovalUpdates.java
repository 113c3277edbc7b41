package dev.dolmen.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Updates that only remove: where there is no item, the emulator makes one of its key, and the service makes none. */
final class RemovalUpdates {

    private static final Pattern CREATING = Pattern.compile("(?i)\\b(SET|ADD)\\b|\"(PUT|ADD)\"");

    private RemovalUpdates() {}

    /** Reads of the items that a request updates so. */
    static List<WireRequest> reads(WireRequest request) {
        List<WireRequest> reads = new ArrayList<>();
        if (request.operation().equals("UpdateItem")) {
            addRead(request.body(), reads);
        }
        for (JsonNode member : request.body().path("TransactItems")) {
            addRead(member.path("Update"), reads);
        }
        return reads;
    }

    private static void addRead(JsonNode update, List<WireRequest> reads) {
        String actions = update.path("UpdateExpression").toString()
                + update.path("AttributeUpdates").toString();
        if (update.has("Key") && !CREATING.matcher(actions).find()) {
            ObjectNode read = JsonNodeFactory.instance.objectNode();
            read.set("TableName", update.path("TableName"));
            read.set("Key", update.path("Key"));
            reads.add(new WireRequest("GetItem", read));
        }
    }
}
