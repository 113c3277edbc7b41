package dev.dolmen.server;

import dev.dolmen.Dolmen;
import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.GlobalSecondaryIndexDescription;
import dev.dolmen.model.PolicyNotFoundException;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.TableNotFoundException;
import dev.dolmen.model.ValidationException;
import dev.dolmen.server.Operations.Answer;
import dev.dolmen.server.wire.FeatureMessages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about features that the store does not have: of a table, whether they are on. Programs that manage
 * tables ask so of every table, and get the truth. What would turn such a feature on is refused
 * ({@link UnsupportedOperations}).
 */
final class AbsentFeatures {

    private final Dolmen dolmen;

    AbsentFeatures(Dolmen dolmen) {
        this.dolmen = dolmen;
    }

    /** @throws TableNotFoundException when there is no such table */
    Answer describeContinuousBackups(FeatureMessages.OfTable request) {
        try {
            describe(request.table());
        } catch (ResourceNotFoundException e) {
            throw new TableNotFoundException("Table not found: " + request.table());
        }
        return FeatureMessages::continuousBackups;
    }

    /** @throws ResourceNotFoundException when there is no such table, or no such global index of it */
    Answer describeContributorInsights(FeatureMessages.OfTable request) {
        TableDescription table = describe(request.table());
        String index = request.index();
        if (index != null && !hasGlobalIndex(table, index)) {
            throw new ResourceNotFoundException(
                    "Requested resource not found: Index " + index + " for table " + table.tableName());
        }
        return json -> FeatureMessages.contributorInsights(table.tableName(), index, json);
    }

    private static boolean hasGlobalIndex(TableDescription table, String index) {
        List<GlobalSecondaryIndexDescription> indexes = table.globalSecondaryIndexes();
        return indexes != null && indexes.stream().anyMatch(described -> index.equals(described.indexName()));
    }

    /** @throws ResourceNotFoundException when there is no such table */
    Answer describeKinesisStreamingDestination(FeatureMessages.OfTable request) {
        TableDescription table = describe(request.table());
        return json -> FeatureMessages.streamingDestinations(table.tableName(), json);
    }

    /** @throws PolicyNotFoundException always, if there is such a table */
    Answer getResourcePolicy(FeatureMessages.OfTable request) {
        if (request.table() == null) {
            throw new ValidationException("1 validation error detected: Value null at 'resourceArn' failed to satisfy"
                    + " constraint: Member must not be null");
        }
        describe(request.table());
        throw new PolicyNotFoundException(
                "Resource-based policy not found for the provided ResourceArn: " + request.table());
    }

    private TableDescription describe(@Nullable String table) {
        return dolmen.describeTable(new DescribeTableRequest(table)).table();
    }
}
