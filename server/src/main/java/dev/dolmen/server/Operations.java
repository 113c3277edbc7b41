package dev.dolmen.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.Dolmen;
import dev.dolmen.model.DescribeEndpointsResponse;
import dev.dolmen.model.Endpoint;
import dev.dolmen.server.wire.Answers;
import dev.dolmen.server.wire.FeatureMessages;
import dev.dolmen.server.wire.JsonReader;
import dev.dolmen.server.wire.Requests;
import dev.dolmen.server.wire.TableAnswers;
import dev.dolmen.server.wire.TableRequests;
import dev.dolmen.server.wire.TagMessages;
import dev.dolmen.server.wire.TimeToLiveMessages;
import dev.dolmen.server.wire.TransactionAnswers;
import dev.dolmen.server.wire.TransactionRequests;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations of the protocol by their names: how each request is read, performed and answered. */
final class Operations {

    /** Writes the members of an answer. */
    interface Answer {

        /** The answer of operations that answer nothing, not even an object without members. */
        Answer NONE = json -> {};

        void write(JsonGenerator json) throws IOException;
    }

    /** Performs one request. */
    interface Operation {

        /**
         * @param body the request
         * @param token names the call, whose retries have the same; null when its client does not say
         * @param host where the client found this server: name or address, and port
         * @throws RuntimeException as {@link Dolmen} does, when the request is refused
         */
        CompletionStage<Answer> perform(byte[] body, @Nullable String token, String host);
    }

    private interface Writer<R> {
        void write(R answer, JsonGenerator json) throws IOException;
    }

    private interface Tokens<Q> {
        Q with(Q request, @Nullable String token);
    }

    /** As long as the service says: a day. */
    private static final int ENDPOINT_CACHE_MINUTES = 1440;

    private final Map<String, Operation> operations = new HashMap<>();

    Operations(Dolmen dolmen) {
        add("CreateTable", TableRequests::createTable, dolmen::createTable, TableAnswers::createTable);
        add("UpdateTable", TableRequests::updateTable, dolmen::updateTable, TableAnswers::updateTable);
        add("DescribeTable", Requests::describeTable, dolmen::describeTable, TableAnswers::describeTable);
        add("ListTables", Requests::listTables, dolmen::listTables, TableAnswers::listTables);
        add("DeleteTable", Requests::deleteTable, dolmen::deleteTable, TableAnswers::deleteTable);
        addAnswerless("TagResource", TagMessages::tagResource, dolmen::tagResource);
        addAnswerless("UntagResource", TagMessages::untagResource, dolmen::untagResource);
        add(
                "ListTagsOfResource",
                TagMessages::listTagsOfResource,
                dolmen::listTagsOfResource,
                TagMessages::listTagsOfResource);
        add(
                "UpdateTimeToLive",
                TimeToLiveMessages::updateTimeToLive,
                dolmen::updateTimeToLive,
                TimeToLiveMessages::updateTimeToLive);
        add(
                "DescribeTimeToLive",
                TimeToLiveMessages::describeTimeToLive,
                dolmen::describeTimeToLive,
                TimeToLiveMessages::describeTimeToLive);
        add("DescribeLimits", Requests::nothing, request -> dolmen.describeLimits(), TableAnswers::describeLimits);
        operations.put("DescribeEndpoints", Operations::describeEndpoints);
        addAbsent(new AbsentFeatures(dolmen));
        addWaiting(
                "TransactWriteItems",
                TransactionRequests::transactWriteItems,
                dolmen::transactWriteItemsAsync,
                TransactionAnswers::transactWriteItems);
        addWaiting(
                "TransactGetItems",
                TransactionRequests::transactGetItems,
                dolmen::transactGetItemsAsync,
                TransactionAnswers::transactGetItems);
        addWaiting("GetItem", Requests::getItem, dolmen::getItemAsync, Answers::getItem);
        addWaiting("Query", Requests::query, dolmen::queryAsync, Answers::query);
        addWaiting("Scan", Requests::scan, dolmen::scanAsync, Answers::scan);
        addWaiting("BatchGetItem", Requests::batchGetItem, dolmen::batchGetItemAsync, Answers::batchGetItem);
        addWrite(
                "BatchWriteItem",
                Requests::batchWriteItem,
                (request, token) -> request.toBuilder().requestToken(token).build(),
                dolmen::batchWriteItemAsync,
                Answers::batchWriteItem);
        addWrite(
                "PutItem",
                Requests::putItem,
                (request, token) -> request.toBuilder().requestToken(token).build(),
                dolmen::putItemAsync,
                Answers::putItem);
        addWrite(
                "UpdateItem",
                Requests::updateItem,
                (request, token) -> request.toBuilder().requestToken(token).build(),
                dolmen::updateItemAsync,
                Answers::updateItem);
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

    /** Where the client is, it may go on: a store has no region to choose a better place from. */
    private static CompletionStage<Answer> describeEndpoints(byte[] body, @Nullable String token, String host) {
        JsonReader.read(body, Requests::nothing);
        DescribeEndpointsResponse answer =
                new DescribeEndpointsResponse(List.of(new Endpoint(host, ENDPOINT_CACHE_MINUTES)));
        return CompletableFuture.completedStage(json -> TableAnswers.describeEndpoints(answer, json));
    }

    /** What is asked about features that are not there. */
    private void addAbsent(AbsentFeatures features) {
        JsonReader.Shape<FeatureMessages.OfTable> ofTable = FeatureMessages::ofTable;
        addAnswered("DescribeContinuousBackups", ofTable, features::describeContinuousBackups);
        addAnswered("DescribeContributorInsights", ofTable, features::describeContributorInsights);
        addAnswered("DescribeKinesisStreamingDestination", ofTable, features::describeKinesisStreamingDestination);
        addAnswered("GetResourcePolicy", FeatureMessages::ofResource, features::getResourcePolicy);
        Map.of(
                        "ListBackups", "BackupSummaries",
                        "ListContributorInsights", "ContributorInsightsSummaries",
                        "ListExports", "ExportSummaries",
                        "ListGlobalTables", "GlobalTables",
                        "ListImports", "ImportSummaryList")
                .forEach((operation, list) -> addAnswered(
                        operation, FeatureMessages::listing, request -> json -> FeatureMessages.empty(list, json)));
    }

    private <Q> void addAnswered(String name, JsonReader.Shape<Q> shape, Function<Q, Answer> call) {
        operations.put(
                name,
                (body, token, host) -> CompletableFuture.completedStage(call.apply(JsonReader.read(body, shape))));
    }

    private <Q> void addAnswerless(String name, JsonReader.Shape<Q> shape, Consumer<Q> call) {
        operations.put(name, (body, token, host) -> {
            call.accept(JsonReader.read(body, shape));
            return CompletableFuture.completedStage(Answer.NONE);
        });
    }

    private <Q, R> void add(String name, JsonReader.Shape<Q> shape, Function<Q, R> call, Writer<R> writer) {
        operations.put(name, (body, token, host) -> {
            R answer = call.apply(JsonReader.read(body, shape));
            return CompletableFuture.completedStage(json -> writer.write(answer, json));
        });
    }

    /** One whose answer may have to wait for the disk, for which no thread is kept. */
    private <Q, R> void addWaiting(
            String name, JsonReader.Shape<Q> shape, Function<Q, CompletableFuture<R>> call, Writer<R> writer) {
        operations.put(name, (body, token, host) -> call.apply(JsonReader.read(body, shape))
                .thenApply(answer -> json -> writer.write(answer, json)));
    }

    /** A write: its retries get the first answer, and many that wait share one sync. */
    private <Q, R> void addWrite(
            String name,
            JsonReader.Shape<Q> shape,
            Tokens<Q> tokens,
            Function<Q, CompletableFuture<R>> call,
            Writer<R> writer) {
        operations.put(name, (body, token, host) -> call.apply(tokens.with(JsonReader.read(body, shape), token))
                .thenApply(answer -> json -> writer.write(answer, json)));
    }
}
