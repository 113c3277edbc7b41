package dev.dolmen.server;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of DynamoDB and DynamoDB Streams that this store does not have. They are refused as the service refuses
 * operations that an endpoint does not know, which clients can tell from every other error; unlike the service's, the
 * answer says why. Those that only ask are answered ({@link AbsentFeatures}).
 */
final class UnsupportedOperations {

    private static final String DYNAMODB = "DynamoDB_20120810.";
    private static final String STREAMS = "DynamoDBStreams_20120810.";

    /** What is missing, by target. */
    private static final Map<String, String> MISSING = new HashMap<>();

    static {
        missing("backups", DYNAMODB, "CreateBackup", "DeleteBackup", "DescribeBackup", "RestoreTableFromBackup");
        missing("point-in-time recovery", DYNAMODB, "RestoreTableToPointInTime", "UpdateContinuousBackups");
        missing("change streams", STREAMS, "DescribeStream", "GetRecords", "GetShardIterator", "ListStreams");
        missing("contributor insights", DYNAMODB, "UpdateContributorInsights");
        missing("exports", DYNAMODB, "DescribeExport", "ExportTableToPointInTime");
        missing(
                "global tables",
                DYNAMODB,
                "CreateGlobalTable",
                "DescribeGlobalTable",
                "DescribeGlobalTableSettings",
                "DescribeTableReplicaAutoScaling",
                "UpdateGlobalTable",
                "UpdateGlobalTableSettings",
                "UpdateTableReplicaAutoScaling");
        missing("imports", DYNAMODB, "DescribeImport", "ImportTable");
        missing(
                "Kinesis data streams",
                DYNAMODB,
                "DisableKinesisStreamingDestination",
                "EnableKinesisStreamingDestination",
                "UpdateKinesisStreamingDestination");
        missing("PartiQL", DYNAMODB, "BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction");
        missing("resource policies", DYNAMODB, "DeleteResourcePolicy", "PutResourcePolicy");
        missing("vector indexes", DYNAMODB, "SearchVectors");
    }

    private UnsupportedOperations() {}

    private static void missing(String feature, String prefix, String... operations) {
        for (String operation : operations) {
            MISSING.put(prefix + operation, feature);
        }
    }

    /**
     * The answer to a request for an operation that is not performed.
     *
     * @param target the request's {@code X-Amz-Target}; null when it has none
     */
    static Refusal refusal(@Nullable String target) {
        String feature = target == null ? null : MISSING.get(target);
        if (target == null || feature == null) {
            return Refusal.UNKNOWN_OPERATION;
        }
        String operation = target.substring(target.indexOf('.') + 1);
        return Refusal.unknownOperation("This release of Dolmen does not support " + operation + ": it has no "
                + feature + ". Nothing was done");
    }
}
