package dev.dolmen;

import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.item.Item;
import dev.dolmen.model.ScanRequest;
import dev.dolmen.model.ScanResponse;
import dev.dolmen.model.Select;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads a whole table or index: {@code users.scan().filter(attr("status").eq("inactive")).items()}. Not thread-safe. */
public final class ScanCall extends ReadCall<ScanCall, ScanResponse> {

    private @Nullable Integer segment;
    private @Nullable Integer totalSegments;

    ScanCall(Dolmen dolmen, String tableName) {
        super(dolmen, tableName);
    }

    @Override
    ScanCall self() {
        return this;
    }

    /**
     * Reads one of several disjoint parts that together are everything, for scans in parallel.
     *
     * @param segmentNumber 0 to {@code totalSegments - 1}
     * @param ofTotal into how many parts; 1 to 1,000,000
     */
    public ScanCall segment(int segmentNumber, int ofTotal) {
        segment = segmentNumber;
        totalSegments = ofTotal;
        return this;
    }

    /** The request for the first page as it stands, to look at or for {@link Dolmen#scan}. */
    public ScanRequest request() {
        return request(false);
    }

    private ScanRequest request(boolean countOnly) {
        ExpressionWriter writer = expressions.writer();
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(tableName)
                .indexName(indexName)
                .segment(segment)
                .totalSegments(totalSegments)
                .filterExpression(CallExpressions.write(filter, writer))
                .projectionExpression(countOnly ? null : CallExpressions.projection(projection, writer))
                .limit(limit)
                .consistentRead(consistentRead)
                .exclusiveStartKey(exclusiveStartKey)
                .expressionAttributeNames(CallExpressions.names(writer))
                .expressionAttributeValues(CallExpressions.values(writer))
                .returnConsumedCapacity(returnConsumedCapacity);
        if (countOnly) {
            request.select(Select.COUNT);
        }
        return request.build();
    }

    @Override
    public CompletableFuture<ScanResponse> runAsync() {
        return Failures.inFuture(() -> dolmen.scanAsync(request()));
    }

    @Override
    Pages<ScanResponse> pages(boolean countOnly) {
        ScanRequest first = request(countOnly);
        return new Pages<>() {
            @Override
            ScanResponse read(@Nullable Item exclusiveStartKey) {
                return dolmen.scan(
                        exclusiveStartKey == null
                                ? first
                                : first.toBuilder()
                                        .exclusiveStartKey(exclusiveStartKey)
                                        .build());
            }

            @Override
            @Nullable
            Item lastEvaluatedKey(ScanResponse page) {
                return page.lastEvaluatedKey();
            }

            @Override
            @Nullable
            List<Item> items(ScanResponse page) {
                return page.items();
            }

            @Override
            int count(ScanResponse page) {
                return page.count();
            }
        };
    }
}
