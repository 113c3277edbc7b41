package dev.dolmen.server;

import static dev.dolmen.server.RequiredPermissions.onArn;
import static dev.dolmen.server.RequiredPermissions.onEverything;
import static dev.dolmen.server.RequiredPermissions.onIndex;
import static dev.dolmen.server.RequiredPermissions.onTable;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.Dolmen;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.DeleteTableRequest;
import dev.dolmen.model.DescribeEndpointsResponse;
import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.DescribeTimeToLiveRequest;
import dev.dolmen.model.Endpoint;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.ListTagsOfResourceRequest;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.ScanRequest;
import dev.dolmen.model.TagResourceRequest;
import dev.dolmen.model.UntagResourceRequest;
import dev.dolmen.model.UpdateItemRequest;
import dev.dolmen.model.UpdateTableRequest;
import dev.dolmen.model.UpdateTimeToLiveRequest;
import dev.dolmen.server.wire.Answers;
import dev.dolmen.server.wire.FeatureMessages;
import dev.dolmen.server.wire.FeatureMessages.OfTable;
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
         * @param caller whose request it is, who may have to be permitted what it asks for
         * @param token names the call, whose retries have the same; null when its client does not say
         * @param host where the client found this server: name or address, and port
         * @throws RuntimeException as {@link Dolmen} does, when the request is refused
         */
        CompletionStage<Answer> perform(byte[] body, Caller caller, @Nullable String token, String host);
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
        addTables(dolmen);
        addTagsAndExpiry(dolmen);
        addReads(dolmen);
        addWrites(dolmen);
        addTransactions(dolmen);
        addAbsent(new AbsentFeatures(dolmen));
        operations.put("DescribeEndpoints", Operations::describeEndpoints);
    }

    private void addTables(Dolmen dolmen) {
        add(
                "CreateTable",
                TableRequests::createTable,
                RequiredPermissions::ofCreateTable,
                dolmen::createTable,
                TableAnswers::createTable);
        add(
                "UpdateTable",
                TableRequests::updateTable,
                onTable(UpdateTableRequest::tableName),
                dolmen::updateTable,
                TableAnswers::updateTable);
        add(
                "DescribeTable",
                Requests::describeTable,
                onTable(DescribeTableRequest::tableName),
                dolmen::describeTable,
                TableAnswers::describeTable);
        add("ListTables", Requests::listTables, onEverything(), dolmen::listTables, TableAnswers::listTables);
        add(
                "DeleteTable",
                Requests::deleteTable,
                onTable(DeleteTableRequest::tableName),
                dolmen::deleteTable,
                TableAnswers::deleteTable);
        add(
                "DescribeLimits",
                Requests::nothing,
                onEverything(),
                request -> dolmen.describeLimits(),
                TableAnswers::describeLimits);
    }

    private void addTagsAndExpiry(Dolmen dolmen) {
        addAnswerless(
                "TagResource", TagMessages::tagResource, onArn(TagResourceRequest::resourceArn), dolmen::tagResource);
        addAnswerless(
                "UntagResource",
                TagMessages::untagResource,
                onArn(UntagResourceRequest::resourceArn),
                dolmen::untagResource);
        add(
                "ListTagsOfResource",
                TagMessages::listTagsOfResource,
                onArn(ListTagsOfResourceRequest::resourceArn),
                dolmen::listTagsOfResource,
                TagMessages::listTagsOfResource);
        add(
                "UpdateTimeToLive",
                TimeToLiveMessages::updateTimeToLive,
                onTable(UpdateTimeToLiveRequest::tableName),
                dolmen::updateTimeToLive,
                TimeToLiveMessages::updateTimeToLive);
        add(
                "DescribeTimeToLive",
                TimeToLiveMessages::describeTimeToLive,
                onTable(DescribeTimeToLiveRequest::tableName),
                dolmen::describeTimeToLive,
                TimeToLiveMessages::describeTimeToLive);
    }

    private void addTransactions(Dolmen dolmen) {
        addWaiting(
                "TransactWriteItems",
                TransactionRequests::transactWriteItems,
                RequiredPermissions::ofTransactWrite,
                dolmen::transactWriteItemsAsync,
                TransactionAnswers::transactWriteItems);
        addWaiting(
                "TransactGetItems",
                TransactionRequests::transactGetItems,
                RequiredPermissions::ofTransactGet,
                dolmen::transactGetItemsAsync,
                TransactionAnswers::transactGetItems);
    }

    private void addReads(Dolmen dolmen) {
        addWaiting(
                "GetItem",
                Requests::getItem,
                onTable(GetItemRequest::tableName),
                dolmen::getItemAsync,
                Answers::getItem);
        addWaiting(
                "Query",
                Requests::query,
                onIndex(QueryRequest::tableName, QueryRequest::indexName),
                dolmen::queryAsync,
                Answers::query);
        addWaiting(
                "Scan",
                Requests::scan,
                onIndex(ScanRequest::tableName, ScanRequest::indexName),
                dolmen::scanAsync,
                Answers::scan);
        addWaiting(
                "BatchGetItem",
                Requests::batchGetItem,
                RequiredPermissions::ofBatchGet,
                dolmen::batchGetItemAsync,
                Answers::batchGetItem);
    }

    /** Those whose retries get the first answer. */
    private void addWrites(Dolmen dolmen) {
        addWrite(
                "BatchWriteItem",
                Requests::batchWriteItem,
                RequiredPermissions::ofBatchWrite,
                (request, token) -> request.toBuilder().requestToken(token).build(),
                dolmen::batchWriteItemAsync,
                Answers::batchWriteItem);
        addWrite(
                "PutItem",
                Requests::putItem,
                onTable(PutItemRequest::tableName),
                (request, token) -> request.toBuilder().requestToken(token).build(),
                dolmen::putItemAsync,
                Answers::putItem);
        addWrite(
                "UpdateItem",
                Requests::updateItem,
                onTable(UpdateItemRequest::tableName),
                (request, token) -> request.toBuilder().requestToken(token).build(),
                dolmen::updateItemAsync,
                Answers::updateItem);
        addWrite(
                "DeleteItem",
                Requests::deleteItem,
                onTable(DeleteItemRequest::tableName),
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
    private static CompletionStage<Answer> describeEndpoints(
            byte[] body, Caller caller, @Nullable String token, String host) {
        read("DescribeEndpoints", body, Requests::nothing, caller, onEverything());
        DescribeEndpointsResponse answer =
                new DescribeEndpointsResponse(List.of(new Endpoint(host, ENDPOINT_CACHE_MINUTES)));
        return CompletableFuture.completedStage(json -> TableAnswers.describeEndpoints(answer, json));
    }

    /**
     * Reads a request and sees to it that its caller may do what it asks for, before anything is said of what is wrong with
     * it or of what there is.
     */
    private static <Q> Q read(
            String operation, byte[] body, JsonReader.Shape<Q> shape, Caller caller, RequiredPermissions<Q> required) {
        Q request = JsonReader.read(body, shape);
        caller.requirePermission(operation, request, required);
        return request;
    }

    /** What is asked about features that are not there. */
    private void addAbsent(AbsentFeatures features) {
        JsonReader.Shape<OfTable> ofTable = FeatureMessages::ofTable;
        addAnswered("DescribeContinuousBackups", ofTable, onTable(OfTable::table), features::describeContinuousBackups);
        addAnswered(
                "DescribeContributorInsights",
                ofTable,
                onIndex(OfTable::table, OfTable::index),
                features::describeContributorInsights);
        addAnswered(
                "DescribeKinesisStreamingDestination",
                ofTable,
                onTable(OfTable::table),
                features::describeKinesisStreamingDestination);
        addAnswered(
                "GetResourcePolicy", FeatureMessages::ofResource, onTable(OfTable::table), features::getResourcePolicy);
        Map.of(
                        "ListBackups", "BackupSummaries",
                        "ListContributorInsights", "ContributorInsightsSummaries",
                        "ListExports", "ExportSummaries",
                        "ListGlobalTables", "GlobalTables",
                        "ListImports", "ImportSummaryList")
                .forEach((operation, list) -> addAnswered(
                        operation,
                        FeatureMessages::listing,
                        onEverything(),
                        request -> json -> FeatureMessages.empty(list, json)));
    }

    private <Q> void addAnswered(
            String name, JsonReader.Shape<Q> shape, RequiredPermissions<Q> required, Function<Q, Answer> call) {
        operations.put(
                name,
                (body, caller, token, host) ->
                        CompletableFuture.completedStage(call.apply(read(name, body, shape, caller, required))));
    }

    private <Q> void addAnswerless(
            String name, JsonReader.Shape<Q> shape, RequiredPermissions<Q> required, Consumer<Q> call) {
        operations.put(name, (body, caller, token, host) -> {
            call.accept(read(name, body, shape, caller, required));
            return CompletableFuture.completedStage(Answer.NONE);
        });
    }

    private <Q, R> void add(
            String name,
            JsonReader.Shape<Q> shape,
            RequiredPermissions<Q> required,
            Function<Q, R> call,
            Writer<R> writer) {
        operations.put(name, (body, caller, token, host) -> {
            R answer = call.apply(read(name, body, shape, caller, required));
            return CompletableFuture.completedStage(json -> writer.write(answer, json));
        });
    }

    /** One whose answer may have to wait for the disk, for which no thread is kept. */
    private <Q, R> void addWaiting(
            String name,
            JsonReader.Shape<Q> shape,
            RequiredPermissions<Q> required,
            Function<Q, CompletableFuture<R>> call,
            Writer<R> writer) {
        operations.put(name, (body, caller, token, host) -> call.apply(read(name, body, shape, caller, required))
                .thenApply(answer -> json -> writer.write(answer, json)));
    }

    /** A write: its retries get the first answer, and many that wait share one sync. */
    private <Q, R> void addWrite(
            String name,
            JsonReader.Shape<Q> shape,
            RequiredPermissions<Q> required,
            Tokens<Q> tokens,
            Function<Q, CompletableFuture<R>> call,
            Writer<R> writer) {
        operations.put(name, (body, caller, token, host) -> call.apply(
                        tokens.with(read(name, body, shape, caller, required), token))
                .thenApply(answer -> json -> writer.write(answer, json)));
    }
}
