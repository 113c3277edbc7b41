package dev.dolmen.table;

import dev.dolmen.item.AttributeType;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.BillingMode;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.ProjectionType;
import dev.dolmen.model.TableClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of a table's definition, version 1: one byte of version, then the fields in the order of
 * {@link #encode}. Numbers are non-negative varints, texts UTF-8 after their length, choices explicit codes.
 */
public final class TableDefinitionCodec {
    private static final int VERSION = 1;

    private TableDefinitionCodec() {}

    /** The bytes of a definition. */
    public static byte[] encode(TableDefinition table) {
        FieldWriter out = new FieldWriter(VERSION)
                .number(table.id())
                .text(table.name())
                .text(table.uuid())
                .number(table.attributes().size());
        for (AttributeDefinition attribute : table.attributes()) {
            out.text(String.valueOf(attribute.attributeName())).text(String.valueOf(attribute.attributeType()));
        }
        attributes(out, table.key().attributes());
        out.number(table.indexes().size());
        for (IndexDefinition index : table.indexes()) {
            out.number(index.id()).code(index.isLocal() ? 1 : 2).text(index.name());
            attributes(out, index.key().partition());
            attributes(out, index.key().sort());
            out.code(code(index.projection())).number(index.nonKeyAttributes().size());
            index.nonKeyAttributes().forEach(out::text);
            throughput(out, index.throughput());
            out.code(index.state().code());
        }
        out.code(table.billing().isPayPerRequest() ? 2 : 1);
        instant(out, table.billing().lastPayPerRequest());
        throughput(out, table.throughput());
        out.code(code(table.tableClass()));
        instant(out, table.tableClassChanged());
        out.flag(table.deletionProtected())
                .number(table.created().toEpochMilli())
                .number(table.tags().size());
        table.tags().forEach((key, value) -> out.text(key).text(value));
        TimeToLive timeToLive = table.timeToLive();
        if (timeToLive == null) {
            out.code(0);
        } else {
            out.code(timeToLive.state().code()).text(timeToLive.attribute()).number(timeToLive.indexId());
        }
        return out.toByteArray();
    }

    /**
     * The definition that these bytes stand for.
     *
     * @throws RecordFormatException when they stand for none
     */
    public static TableDefinition decode(byte[] array, int offset, int length) {
        FieldReader in = new FieldReader("a table definition", VERSION, array, offset, length);
        long id = in.number();
        String name = in.text();
        String uuid = in.text();
        List<AttributeDefinition> attributes = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            attributes.add(new AttributeDefinition(in.text(), in.text()));
        }
        KeySchema key = key(in);
        List<IndexDefinition> indexes = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            indexes.add(index(in));
        }
        TableDefinition table = new TableDefinition(
                id,
                name,
                uuid,
                key,
                attributes,
                indexes,
                new Billing(billing(in), instant(in)),
                throughput(in),
                tableClass(in),
                instant(in),
                in.flag(),
                Instant.ofEpochMilli(in.number()),
                tags(in),
                timeToLive(in));
        in.end();
        return table;
    }

    private static Map<String, String> tags(FieldReader in) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = in.count(); i > 0; i--) {
            tags.put(in.text(), in.text());
        }
        return tags;
    }

    private static @Nullable TimeToLive timeToLive(FieldReader in) {
        int code = in.code();
        if (code == 0) {
            return null;
        }
        for (TimeToLive.State state : TimeToLive.State.values()) {
            if (state.code() == code) {
                return new TimeToLive(in.text(), (int) in.number(), state);
            }
        }
        throw in.corrupt("no state of the time to live: " + code);
    }

    private static IndexDefinition index(FieldReader in) {
        int id = (int) in.number();
        IndexDefinition.Scope scope = scope(in);
        String name = in.text();
        IndexKey key = new IndexKey(attributes(in), attributes(in));
        ProjectionType projection = projection(in);
        List<String> nonKeyAttributes = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            nonKeyAttributes.add(in.text());
        }
        return new IndexDefinition(id, scope, name, key, projection, nonKeyAttributes, throughput(in), state(in));
    }

    private static IndexDefinition.State state(FieldReader in) {
        int code = in.code();
        for (IndexDefinition.State state : IndexDefinition.State.values()) {
            if (state.code() == code) {
                return state;
            }
        }
        throw in.corrupt("no state of an index: " + code);
    }

    private static void throughput(FieldWriter out, ThroughputSettings throughput) {
        out.number(throughput.readUnits()).number(throughput.writeUnits());
        instant(out, throughput.lastIncrease());
        instant(out, throughput.lastDecrease());
        out.number(throughput.decreases())
                .optionalNumber(throughput.onDemand().maxReadRequestUnits())
                .optionalNumber(throughput.onDemand().maxWriteRequestUnits())
                .number(throughput.warmReadUnits())
                .number(throughput.warmWriteUnits());
    }

    private static ThroughputSettings throughput(FieldReader in) {
        return new ThroughputSettings(
                in.number(),
                in.number(),
                instant(in),
                instant(in),
                in.number(),
                new OnDemandThroughput(in.optionalNumber(), in.optionalNumber()),
                in.number(),
                in.number());
    }

    private static void instant(FieldWriter out, @Nullable Instant instant) {
        out.optionalNumber(instant == null ? null : instant.toEpochMilli());
    }

    private static @Nullable Instant instant(FieldReader in) {
        Long millis = in.optionalNumber();
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static IndexDefinition.Scope scope(FieldReader in) {
        int code = in.code();
        return switch (code) {
            case 1 -> IndexDefinition.Scope.LOCAL;
            case 2 -> IndexDefinition.Scope.GLOBAL;
            default -> throw in.corrupt("no scope of an index: " + code);
        };
    }

    private static void attributes(FieldWriter out, List<KeyAttribute> attributes) {
        out.number(attributes.size());
        for (KeyAttribute attribute : attributes) {
            out.text(attribute.name()).text(attribute.type().name());
        }
    }

    private static List<KeyAttribute> attributes(FieldReader in) {
        List<KeyAttribute> attributes = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            attributes.add(keyAttribute(in));
        }
        return attributes;
    }

    private static KeySchema key(FieldReader in) {
        int count = in.count();
        if (count < 1 || count > 2) {
            throw in.corrupt("a key of " + count + " attributes");
        }
        return new KeySchema(keyAttribute(in), count == 2 ? keyAttribute(in) : null);
    }

    private static KeyAttribute keyAttribute(FieldReader in) {
        String name = in.text();
        String type = in.text();
        AttributeType known = AttributeType.byName(type);
        if (known == null || !known.isOrdered()) {
            throw in.corrupt("no type of a key: " + type);
        }
        return new KeyAttribute(name, known);
    }

    private static int code(ProjectionType projection) {
        return switch (projection) {
            case ALL -> 1;
            case KEYS_ONLY -> 2;
            case INCLUDE -> 3;
        };
    }

    private static ProjectionType projection(FieldReader in) {
        int code = in.code();
        return switch (code) {
            case 1 -> ProjectionType.ALL;
            case 2 -> ProjectionType.KEYS_ONLY;
            case 3 -> ProjectionType.INCLUDE;
            default -> throw in.corrupt("no projection: " + code);
        };
    }

    private static BillingMode billing(FieldReader in) {
        int code = in.code();
        return switch (code) {
            case 1 -> BillingMode.PROVISIONED;
            case 2 -> BillingMode.PAY_PER_REQUEST;
            default -> throw in.corrupt("no billing mode: " + code);
        };
    }

    private static int code(@Nullable TableClass tableClass) {
        if (tableClass == null) {
            return 0;
        }
        return tableClass == TableClass.STANDARD ? 1 : 2;
    }

    private static @Nullable TableClass tableClass(FieldReader in) {
        int code = in.code();
        return switch (code) {
            case 0 -> null;
            case 1 -> TableClass.STANDARD;
            case 2 -> TableClass.STANDARD_INFREQUENT_ACCESS;
            default -> throw in.corrupt("no table class: " + code);
        };
    }
}
