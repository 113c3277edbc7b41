package dev.dolmen.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.Dolmen;
import dev.dolmen.server.wire.Answers;
import dev.dolmen.server.wire.JsonReader;
import dev.dolmen.server.wire.Requests;
import dev.dolmen.server.wire.TableAnswers;
import dev.dolmen.server.wire.TableRequests;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations of the protocol by their names: how each request is read, performed and answered. */
final class Operations {

    /** Writes the members of an answer. */
    interface Answer {
        void write(JsonGenerator json) throws IOException;
    }

    /** Performs one request. */
    interface Operation {

        /**
         * @param body the request
         * @param token names the call, whose retries have the same; null when its client does not say
         * @throws RuntimeException as {@link Dolmen} does, when the request is refused
         */
        CompletionStage<Answer> perform(byte[] body, @Nullable String token);
    }

    private interface Writer<R> {
        void write(R answer, JsonGenerator json) throws IOException;
    }

    private interface Tokens<Q> {
        Q with(Q request, @Nullable String token);
    }

    private final Map<String, Operation> operations = new HashMap<>();

    Operations(Dolmen dolmen) {
        add("CreateTable", TableRequests::createTable, dolmen::createTable, TableAnswers::createTable);
        add("DescribeTable", Requests::describeTable, dolmen::describeTable, TableAnswers::describeTable);
        add("ListTables", Requests::listTables, dolmen::listTables, TableAnswers::listTables);
        add("DeleteTable", Requests::deleteTable, dolmen::deleteTable, TableAnswers::deleteTable);
        add("GetItem", Requests::getItem, dolmen::getItem, Answers::getItem);
        add("Query", Requests::query, dolmen::query, Answers::query);
        add("Scan", Requests::scan, dolmen::scan, Answers::scan);
        add("BatchGetItem", Requests::batchGetItem, dolmen::batchGetItem, Answers::batchGetItem);
        addWrite(
                "BatchWriteItem",
                Requests::batchWriteItem,
                (request, token) -> request.toBuilder().requestToken(token).build(),
                request -> CompletableFuture.completedFuture(dolmen.batchWriteItem(request)),
                Answers::batchWriteItem);
        addWrite(
                "PutItem",
                Requests::putItem,
                (request, token) -> request.toBuilder().requestToken(token).build(),
                dolmen::putItemAsync,
                Answers::putItem);
        addWrite(
                "DeleteItem",
                Requests::deleteItem,
                (request, token) -> request.toBuilder().requestToken(token).build(),
                dolmen::deleteItemAsync,
                Answers::deleteItem);
    }

    /** The operation of that name, or null. */
    @Nullable
    Operation named(String name) {
        return operations.get(name);
    }

    private <Q, R> void add(String name, JsonReader.Shape<Q> shape, Function<Q, R> call, Writer<R> writer) {
        operations.put(name, (body, token) -> {
            R answer = call.apply(JsonReader.read(body, shape));
            return CompletableFuture.completedStage(json -> writer.write(answer, json));
        });
    }

    /** A write: its retries get the first answer, and many that wait share one sync. */
    private <Q, R> void addWrite(
            String name,
            JsonReader.Shape<Q> shape,
            Tokens<Q> tokens,
            Function<Q, CompletableFuture<R>> call,
            Writer<R> writer) {
        operations.put(name, (body, token) -> call.apply(tokens.with(JsonReader.read(body, shape), token))
                .thenApply(answer -> json -> writer.write(answer, json)));
    }
}
