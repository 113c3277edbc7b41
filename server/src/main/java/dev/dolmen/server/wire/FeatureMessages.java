package dev.dolmen.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the requests about features that the store does not have, and writes answers that say so. */
public final class FeatureMessages {

    private static final String DISABLED = "DISABLED";

    private FeatureMessages() {}

    /**
     * Asks about a feature of a table.
     *
     * @param table its name or ARN; null when the request names none
     * @param index the name of its index; null for the table itself
     */
    public record OfTable(@Nullable String table, @Nullable String index) {}

    public static OfTable ofTable(JsonReader json) throws IOException {
        @Nullable String[] members = new String[2];
        json.object(name -> {
            switch (name) {
                case "TableName" -> members[0] = json.string();
                case "IndexName" -> members[1] = json.string();
                default -> json.skip();
            }
        });
        return new OfTable(members[0], members[1]);
    }

    public static OfTable ofResource(JsonReader json) throws IOException {
        @Nullable String[] arn = new String[1];
        json.object(name -> {
            if (name.equals("ResourceArn")) {
                arn[0] = json.string();
            } else {
                json.skip();
            }
        });
        return new OfTable(arn[0], null);
    }

    /** Reads a request to list something; of what is not there, it does not matter which part is asked for. */
    public static Void listing(JsonReader json) throws IOException {
        json.object(name -> {
            switch (name) {
                case "TableName",
                        "TableArn",
                        "BackupType",
                        "RegionName",
                        "NextToken",
                        "ExclusiveStartBackupArn",
                        "ExclusiveStartGlobalTableName" -> json.string();
                case "Limit", "MaxResults", "PageSize" -> json.integer();
                case "TimeRangeLowerBound", "TimeRangeUpperBound" -> json.longInteger();
                default -> json.skip();
            }
        });
        return null;
    }

    public static void continuousBackups(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("ContinuousBackupsDescription");
        json.writeStringField("ContinuousBackupsStatus", DISABLED);
        json.writeObjectFieldStart("PointInTimeRecoveryDescription");
        json.writeStringField("PointInTimeRecoveryStatus", DISABLED);
        json.writeEndObject();
        json.writeEndObject();
    }

    public static void contributorInsights(String table, @Nullable String index, JsonGenerator json)
            throws IOException {
        json.writeStringField("TableName", table);
        if (index != null) {
            json.writeStringField("IndexName", index);
        }
        json.writeStringField("ContributorInsightsStatus", DISABLED);
    }

    public static void streamingDestinations(String table, JsonGenerator json) throws IOException {
        json.writeStringField("TableName", table);
        empty("KinesisDataStreamDestinations", json);
    }

    /** Writes a list of nothing. */
    public static void empty(String list, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(list);
        json.writeEndArray();
    }
}
