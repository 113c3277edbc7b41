package dev.dolmen.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.model.DescribeTimeToLiveRequest;
import dev.dolmen.model.DescribeTimeToLiveResponse;
import dev.dolmen.model.TimeToLiveDescription;
import dev.dolmen.model.TimeToLiveSpecification;
import dev.dolmen.model.UpdateTimeToLiveRequest;
import dev.dolmen.model.UpdateTimeToLiveResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the requests about the expiry of items, and writes their answers. */
public final class TimeToLiveMessages {

    private TimeToLiveMessages() {}

    public static UpdateTimeToLiveRequest updateTimeToLive(JsonReader json) throws IOException {
        @Nullable String[] tableName = new String[1];
        @Nullable TimeToLiveSpecification[] specification = new TimeToLiveSpecification[1];
        json.object(name -> {
            switch (name) {
                case "TableName" -> tableName[0] = json.string();
                case "TimeToLiveSpecification" -> specification[0] = specification(json);
                default -> json.skip();
            }
        });
        return new UpdateTimeToLiveRequest(tableName[0], specification[0]);
    }

    private static TimeToLiveSpecification specification(JsonReader json) throws IOException {
        @Nullable Boolean[] enabled = new Boolean[1];
        @Nullable String[] attributeName = new String[1];
        json.object(name -> {
            switch (name) {
                case "Enabled" -> enabled[0] = json.bool();
                case "AttributeName" -> attributeName[0] = json.string();
                default -> json.skip();
            }
        });
        return new TimeToLiveSpecification(enabled[0], attributeName[0]);
    }

    public static void updateTimeToLive(UpdateTimeToLiveResponse answer, JsonGenerator json) throws IOException {
        TimeToLiveSpecification specification = answer.timeToLiveSpecification();
        json.writeObjectFieldStart("TimeToLiveSpecification");
        json.writeBooleanField("Enabled", Objects.requireNonNull(specification.enabled()));
        json.writeStringField("AttributeName", specification.attributeName());
        json.writeEndObject();
    }

    public static DescribeTimeToLiveRequest describeTimeToLive(JsonReader json) throws IOException {
        return new DescribeTimeToLiveRequest(Requests.tableName(json));
    }

    public static void describeTimeToLive(DescribeTimeToLiveResponse answer, JsonGenerator json) throws IOException {
        TimeToLiveDescription description = answer.timeToLiveDescription();
        json.writeObjectFieldStart("TimeToLiveDescription");
        json.writeStringField("TimeToLiveStatus", description.timeToLiveStatus().name());
        if (description.attributeName() != null) {
            json.writeStringField("AttributeName", description.attributeName());
        }
        json.writeEndObject();
    }
}
