package dev.dolmen;

import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.model.ScanRequest;
import dev.dolmen.model.ScanResponse;
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
        return request(PageUse.SHOWN);
    }

    private ScanRequest request(PageUse use) {
        ExpressionWriter writer = expressions.writer();
        ScanRequest.Builder request = ScanRequest.builder().segment(segment).totalSegments(totalSegments);
        return page(request, use, writer).build();
    }

    @Override
    public CompletableFuture<ScanResponse> runAsync() {
        return Failures.inFuture(() -> dolmen.scanAsync(request()));
    }

    @Override
    Pages<ScanResponse> pages(PageUse use) {
        ScanRequest first = request(use);
        return new Pages<>(start -> dolmen.scan(
                start == null
                        ? first
                        : first.toBuilder().exclusiveStartKey(start).build()));
    }
}
