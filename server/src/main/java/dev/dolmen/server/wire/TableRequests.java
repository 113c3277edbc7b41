package dev.dolmen.server.wire;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateGlobalSecondaryIndexAction;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.DeleteGlobalSecondaryIndexAction;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.GlobalSecondaryIndexUpdate;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.SSESpecification;
import dev.dolmen.model.StreamSpecification;
import dev.dolmen.model.UpdateGlobalSecondaryIndexAction;
import dev.dolmen.model.UpdateTableRequest;
import dev.dolmen.model.WarmThroughput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the requests that define tables. */
public final class TableRequests {

    /** Members of CreateTableInput that ask for what the store has not; told by name, so that they can be refused. */
    private static final Set<String> UNSUPPORTED =
            Set.of("GlobalTableSettingsReplicationMode", "GlobalTableSourceArn", "ResourcePolicy", "VectorIndexes");

    /** The same of UpdateTableInput. */
    private static final Set<String> UNSUPPORTED_UPDATES = Set.of(
            "GlobalTableSettingsReplicationMode",
            "GlobalTableWitnessUpdates",
            "MultiRegionConsistency",
            "ReplicaUpdates",
            "VectorIndexUpdates");

    private TableRequests() {}

    public static CreateTableRequest createTable(JsonReader json) throws IOException {
        CreateTableRequest.Builder request = CreateTableRequest.builder();
        Set<String> others = new TreeSet<>();
        json.object(name -> {
            switch (name) {
                case "TableName" -> request.tableName(json.string());
                case "AttributeDefinitions" -> request.attributeDefinitions(json.list(() -> attribute(json)));
                case "KeySchema" -> request.keySchema(keySchema(json));
                case "LocalSecondaryIndexes" -> request.localSecondaryIndexes(json.list(() -> localIndex(json)));
                case "GlobalSecondaryIndexes" -> request.globalSecondaryIndexes(json.list(() -> globalIndex(json)));
                case "BillingMode" -> request.billingMode(json.string());
                case "ProvisionedThroughput" -> request.provisionedThroughput(throughput(json));
                case "OnDemandThroughput" -> request.onDemandThroughput(onDemand(json));
                case "WarmThroughput" -> request.warmThroughput(warm(json));
                case "Tags" -> request.tags(TagMessages.tags(json));
                case "StreamSpecification" -> request.streamSpecification(stream(json));
                case "SSESpecification" -> request.sseSpecification(encryption(json));
                case "TableClass" -> request.tableClass(json.string());
                case "DeletionProtectionEnabled" -> request.deletionProtectionEnabled(json.bool());
                default -> {
                    if (UNSUPPORTED.contains(name)) {
                        others.add(name);
                    }
                    json.skip();
                }
            }
        });
        return request.otherParameters(others.isEmpty() ? null : others).build();
    }

    public static UpdateTableRequest updateTable(JsonReader json) throws IOException {
        UpdateTableRequest.Builder request = UpdateTableRequest.builder();
        Set<String> others = new TreeSet<>();
        json.object(name -> {
            switch (name) {
                case "TableName" -> request.tableName(json.string());
                case "AttributeDefinitions" -> request.attributeDefinitions(json.list(() -> attribute(json)));
                case "BillingMode" -> request.billingMode(json.string());
                case "ProvisionedThroughput" -> request.provisionedThroughput(throughput(json));
                case "GlobalSecondaryIndexUpdates" ->
                    request.globalSecondaryIndexUpdates(json.list(() -> indexUpdate(json)));
                case "StreamSpecification" -> request.streamSpecification(stream(json));
                case "SSESpecification" -> request.sseSpecification(encryption(json));
                case "TableClass" -> request.tableClass(json.string());
                case "DeletionProtectionEnabled" -> request.deletionProtectionEnabled(json.bool());
                case "OnDemandThroughput" -> request.onDemandThroughput(onDemand(json));
                case "WarmThroughput" -> request.warmThroughput(warm(json));
                default -> {
                    if (UNSUPPORTED_UPDATES.contains(name)) {
                        others.add(name);
                    }
                    json.skip();
                }
            }
        });
        return request.otherParameters(others.isEmpty() ? null : others).build();
    }

    private static GlobalSecondaryIndexUpdate indexUpdate(JsonReader json) throws IOException {
        @Nullable UpdateGlobalSecondaryIndexAction[] update = new UpdateGlobalSecondaryIndexAction[1];
        @Nullable CreateGlobalSecondaryIndexAction[] create = new CreateGlobalSecondaryIndexAction[1];
        @Nullable DeleteGlobalSecondaryIndexAction[] delete = new DeleteGlobalSecondaryIndexAction[1];
        json.object(name -> {
            IndexMembers index = new IndexMembers();
            switch (name) {
                case "Update" -> {
                    json.object(member -> index.read(member, json));
                    update[0] = new UpdateGlobalSecondaryIndexAction(
                            index.name, index.throughput, index.onDemand, index.warm);
                }
                case "Create" -> {
                    json.object(member -> index.read(member, json));
                    create[0] = new CreateGlobalSecondaryIndexAction(
                            index.name,
                            index.keySchema,
                            index.projection,
                            index.throughput,
                            index.onDemand,
                            index.warm);
                }
                case "Delete" -> {
                    json.object(member -> index.read(member, json));
                    delete[0] = new DeleteGlobalSecondaryIndexAction(index.name);
                }
                default -> json.skip();
            }
        });
        return new GlobalSecondaryIndexUpdate(update[0], create[0], delete[0]);
    }

    private static StreamSpecification stream(JsonReader json) throws IOException {
        @Nullable Boolean[] enabled = new Boolean[1];
        @Nullable String[] viewType = new String[1];
        json.object(name -> {
            switch (name) {
                case "StreamEnabled" -> enabled[0] = json.bool();
                case "StreamViewType" -> viewType[0] = json.string();
                default -> json.skip();
            }
        });
        return new StreamSpecification(enabled[0], viewType[0]);
    }

    private static SSESpecification encryption(JsonReader json) throws IOException {
        @Nullable Boolean[] enabled = new Boolean[1];
        @Nullable String[] members = new String[2];
        json.object(name -> {
            switch (name) {
                case "Enabled" -> enabled[0] = json.bool();
                case "SSEType" -> members[0] = json.string();
                case "KMSMasterKeyId" -> members[1] = json.string();
                default -> json.skip();
            }
        });
        return new SSESpecification(enabled[0], members[0], members[1]);
    }

    private static AttributeDefinition attribute(JsonReader json) throws IOException {
        @Nullable String[] members = new String[2];
        json.object(name -> {
            switch (name) {
                case "AttributeName" -> members[0] = json.string();
                case "AttributeType" -> members[1] = json.string();
                default -> json.skip();
            }
        });
        return new AttributeDefinition(members[0], members[1]);
    }

    private static @Nullable List<KeySchemaElement> keySchema(JsonReader json) throws IOException {
        return json.list(() -> {
            @Nullable String[] members = new String[2];
            json.object(name -> {
                switch (name) {
                    case "AttributeName" -> members[0] = json.string();
                    case "KeyType" -> members[1] = json.string();
                    default -> json.skip();
                }
            });
            return new KeySchemaElement(members[0], members[1]);
        });
    }

    private static LocalSecondaryIndex localIndex(JsonReader json) throws IOException {
        IndexMembers index = new IndexMembers();
        json.object(name -> index.read(name, json));
        return new LocalSecondaryIndex(index.name, index.keySchema, index.projection);
    }

    private static GlobalSecondaryIndex globalIndex(JsonReader json) throws IOException {
        IndexMembers index = new IndexMembers();
        json.object(name -> index.read(name, json));
        return new GlobalSecondaryIndex(
                index.name, index.keySchema, index.projection, index.throughput, index.onDemand, index.warm);
    }

    private static final class IndexMembers {
        private @Nullable String name;
        private @Nullable List<KeySchemaElement> keySchema;
        private @Nullable Projection projection;
        private @Nullable ProvisionedThroughput throughput;
        private @Nullable OnDemandThroughput onDemand;
        private @Nullable WarmThroughput warm;

        void read(String member, JsonReader json) throws IOException {
            switch (member) {
                case "IndexName" -> name = json.string();
                case "KeySchema" -> keySchema = keySchema(json);
                case "Projection" -> projection = projection(json);
                case "ProvisionedThroughput" -> throughput = throughput(json);
                case "OnDemandThroughput" -> onDemand = onDemand(json);
                case "WarmThroughput" -> warm = warm(json);
                default -> json.skip();
            }
        }

        private static Projection projection(JsonReader json) throws IOException {
            @Nullable String[] type = new String[1];
            List<@Nullable List<String>> attributes = new ArrayList<>();
            json.object(name -> {
                switch (name) {
                    case "ProjectionType" -> type[0] = json.string();
                    case "NonKeyAttributes" -> attributes.add(json.strings());
                    default -> json.skip();
                }
            });
            return new Projection(type[0], attributes.isEmpty() ? null : attributes.get(attributes.size() - 1));
        }
    }

    private static ProvisionedThroughput throughput(JsonReader json) throws IOException {
        @Nullable Long[] units = units(json, "ReadCapacityUnits", "WriteCapacityUnits");
        return new ProvisionedThroughput(units[0], units[1]);
    }

    private static OnDemandThroughput onDemand(JsonReader json) throws IOException {
        @Nullable Long[] units = units(json, "MaxReadRequestUnits", "MaxWriteRequestUnits");
        return new OnDemandThroughput(units[0], units[1]);
    }

    private static WarmThroughput warm(JsonReader json) throws IOException {
        @Nullable Long[] units = units(json, "ReadUnitsPerSecond", "WriteUnitsPerSecond");
        return new WarmThroughput(units[0], units[1]);
    }

    private static @Nullable Long[] units(JsonReader json, String read, String write) throws IOException {
        @Nullable Long[] units = new Long[2];
        json.object(name -> {
            if (name.equals(read)) {
                units[0] = json.longInteger();
            } else if (name.equals(write)) {
                units[1] = json.longInteger();
            } else {
                json.skip();
            }
        });
        return units;
    }
}
