package dev.dolmen.table;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.expressions.Projection;
import dev.dolmen.item.Item;
import dev.dolmen.model.ScanRequest;
import dev.dolmen.model.ScanResponse;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a page of a whole table, or of one of its segments. */
public final class Scan {

    private static final int MAX_SEGMENTS = 1_000_000;

    private Scan() {}

    /**
     * Reads what a request asks for.
     *
     * @throws dev.dolmen.model.ServiceException when the request must be refused
     */
    public static Performed<ScanResponse> perform(ItemStore store, ScanRequest request) throws IOException {
        ReadParameters parameters = new ReadParameters(
                request.tableName(),
                request.indexName(),
                request.filterExpression(),
                request.projectionExpression(),
                request.select(),
                request.limit(),
                request.consistentRead(),
                request.exclusiveStartKey(),
                request.scanFilter(),
                request.conditionalOperator(),
                request.attributesToGet(),
                request.returnConsumedCapacity());
        parameters
                .constraints("scanFilter")
                .atLeast("totalSegments", request.totalSegments(), 1)
                .atMost("totalSegments", request.totalSegments(), MAX_SEGMENTS)
                .atLeast("segment", request.segment(), 0)
                .atMost("segment", request.segment(), MAX_SEGMENTS - 1)
                .require();
        parameters.requireOneStyle(
                "ScanFilter",
                request.expressionAttributeNames() != null,
                request.expressionAttributeValues() != null,
                false,
                false,
                List.of("FilterExpression"));
        parameters.validate(false);
        Projection legacyProjection = parameters.compiledAttributesToGet();
        Condition legacyFilter = parameters.compiledLegacyFilter();
        parameters.requireValidStart();
        requireSegment(request);
        Placeholders placeholders =
                new Placeholders(request.expressionAttributeNames(), request.expressionAttributeValues());
        Condition filter = legacyFilter == null ? parameters.filter(placeholders) : legacyFilter;
        Projection projection = legacyProjection == null ? parameters.projection(placeholders) : legacyProjection;
        placeholders.requireAllUsed();
        ReadSource source = parameters.source(store);
        int segment = request.segment() == null ? 0 : request.segment();
        int totalSegments = request.totalSegments() == null ? 1 : request.totalSegments();
        EntryKey start = start(source, request.exclusiveStartKey());
        if (start != null && !store.isInSegment(source.table(), source.index(), segment, totalSegments, start)) {
            throw new ValidationException(ReadSource.INVALID_START + ": Invalid ExclusiveStartKey. Please use"
                    + " ExclusiveStartKey with correct Segment. TotalSegments: " + totalSegments + " Segment: "
                    + segment);
        }
        Page.Plan plan = parameters.plan(source, filter, projection);
        Page page;
        try (ItemCursor cursor = store.scan(source.table(), source.index(), segment, totalSegments, start)) {
            page = Page.read(cursor, source, plan);
        }
        ScanResponse response = new ScanResponse(
                page.items(),
                page.count(),
                page.scannedCount(),
                page.lastEvaluatedKey(),
                parameters.capacity(source, page));
        return Performed.read(page.restsOn(), () -> response);
    }

    private static @Nullable EntryKey start(ReadSource source, @Nullable Item start) {
        if (start == null) {
            return null;
        }
        source.requireStartSize(start, false);
        if (source.index() != null) {
            source.partition().forEach(attribute -> source.requireStart(attribute, start));
            source.sort().forEach(attribute -> source.requireStart(attribute, start));
        }
        return source.entryOf(start);
    }

    private static void requireSegment(ScanRequest request) {
        if (request.segment() == null && request.totalSegments() == null) {
            return;
        }
        if (request.segment() == null) {
            throw new ValidationException("The Segment parameter is required but was not present in the request when"
                    + " parameter TotalSegments is present");
        }
        if (request.totalSegments() == null) {
            throw new ValidationException("The TotalSegments parameter is required but was not present in the request"
                    + " when Segment parameter is present");
        }
        if (request.segment() >= request.totalSegments()) {
            throw new ValidationException("The Segment parameter is zero-based and must be less than parameter"
                    + " TotalSegments: Segment: " + request.segment() + " is not less than TotalSegments: "
                    + request.totalSegments());
        }
    }
}
