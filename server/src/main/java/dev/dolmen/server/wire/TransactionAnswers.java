package dev.dolmen.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.model.CancellationReason;
import dev.dolmen.model.ItemResponse;
import dev.dolmen.model.TransactGetItemsResponse;
import dev.dolmen.model.TransactWriteItemsResponse;
import java.io.IOException;
import java.util.List;

/** Writes the answers of transactions. */
public final class TransactionAnswers {

    private TransactionAnswers() {}

    public static void transactWriteItems(TransactWriteItemsResponse answer, JsonGenerator json) throws IOException {
        Answers.collections(answer.itemCollectionMetrics(), json);
        Answers.capacities(answer.consumedCapacity(), json);
    }

    public static void transactGetItems(TransactGetItemsResponse answer, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("Responses");
        for (ItemResponse response : answer.responses()) {
            json.writeStartObject();
            Answers.item("Item", response.item(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        Answers.capacities(answer.consumedCapacity(), json);
    }

    /** Writes why a transaction was cancelled. */
    public static void cancellationReasons(List<CancellationReason> reasons, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("CancellationReasons");
        for (CancellationReason reason : reasons) {
            json.writeStartObject();
            json.writeStringField("Code", reason.code());
            Answers.item("Item", reason.item(), json);
            if (reason.message() != null) {
                json.writeStringField("Message", reason.message());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
