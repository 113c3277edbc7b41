package dev.dolmen.table;

import dev.dolmen.model.GlobalSecondaryIndexDescription;
import dev.dolmen.model.IndexStatus;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.KeyType;
import dev.dolmen.model.LocalSecondaryIndexDescription;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProjectionType;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.TableStatus;
import java.util.ArrayList;
import java.util.List;

/** What callers are told of a table. */
final class TableDescriptions {

    private TableDescriptions() {}

    static TableDescription of(TableDefinition table, TableStatistics statistics, TableStatus status) {
        List<LocalSecondaryIndexDescription> local = new ArrayList<>();
        List<GlobalSecondaryIndexDescription> global = new ArrayList<>();
        for (IndexDefinition index : table.indexes()) {
            TableStatistics.Counts counts = statistics.index(index.name());
            if (index.isLocal()) {
                local.add(local(table, index, counts));
            } else {
                global.add(global(table, index, counts, statusOf(status)));
            }
        }
        return new TableDescription(
                table.name(),
                TableArn.of(table),
                table.uuid(),
                status,
                table.created(),
                table.attributes(),
                elements(table.key()),
                local.isEmpty() ? null : local,
                global.isEmpty() ? null : global,
                table.billing(),
                new ProvisionedThroughput(table.readUnits(), table.writeUnits()),
                table.tableClass(),
                table.deletionProtected(),
                statistics.items().count(),
                statistics.items().sizeBytes());
    }

    /** An index is created and deleted with its table. */
    private static IndexStatus statusOf(TableStatus status) {
        return IndexStatus.valueOf(status.name());
    }

    private static LocalSecondaryIndexDescription local(
            TableDefinition table, IndexDefinition index, TableStatistics.Counts counts) {
        return new LocalSecondaryIndexDescription(
                index.name(),
                elements(index.key()),
                projection(index),
                counts.sizeBytes(),
                counts.count(),
                arn(table, index));
    }

    private static GlobalSecondaryIndexDescription global(
            TableDefinition table, IndexDefinition index, TableStatistics.Counts counts, IndexStatus status) {
        return new GlobalSecondaryIndexDescription(
                index.name(),
                elements(index.key()),
                projection(index),
                status,
                null,
                new ProvisionedThroughput(index.readUnits(), index.writeUnits()),
                counts.sizeBytes(),
                counts.count(),
                arn(table, index));
    }

    private static Projection projection(IndexDefinition index) {
        return new Projection(
                index.projection().name(),
                index.projection() == ProjectionType.INCLUDE ? index.nonKeyAttributes() : null);
    }

    private static String arn(TableDefinition table, IndexDefinition index) {
        return TableArn.of(table) + "/index/" + index.name();
    }

    private static List<KeySchemaElement> elements(IndexKey key) {
        List<KeySchemaElement> elements = new ArrayList<>();
        key.partition().forEach(part -> elements.add(new KeySchemaElement(part.name(), KeyType.HASH.name())));
        key.sort().forEach(part -> elements.add(new KeySchemaElement(part.name(), KeyType.RANGE.name())));
        return elements;
    }

    private static List<KeySchemaElement> elements(KeySchema key) {
        List<KeySchemaElement> elements = new ArrayList<>();
        elements.add(new KeySchemaElement(key.partition().name(), KeyType.HASH.name()));
        KeyAttribute sort = key.sort();
        if (sort != null) {
            elements.add(new KeySchemaElement(sort.name(), KeyType.RANGE.name()));
        }
        return elements;
    }
}
