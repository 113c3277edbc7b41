package dev.dolmen.table;

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
        List<LocalSecondaryIndexDescription> indexes = new ArrayList<>();
        for (IndexDefinition index : table.indexes()) {
            indexes.add(describe(table, index, statistics.index(index.name())));
        }
        return new TableDescription(
                table.name(),
                TableArn.of(table),
                table.uuid(),
                status,
                table.created(),
                table.attributes(),
                elements(table.key()),
                indexes.isEmpty() ? null : indexes,
                table.billing(),
                new ProvisionedThroughput(table.readUnits(), table.writeUnits()),
                table.tableClass(),
                table.deletionProtected(),
                statistics.items().count(),
                statistics.items().sizeBytes());
    }

    private static LocalSecondaryIndexDescription describe(
            TableDefinition table, IndexDefinition index, TableStatistics.Counts counts) {
        return new LocalSecondaryIndexDescription(
                index.name(),
                elements(index.key()),
                new Projection(
                        index.projection().name(),
                        index.projection() == ProjectionType.INCLUDE ? index.nonKeyAttributes() : null),
                counts.sizeBytes(),
                counts.count(),
                TableArn.of(table) + "/index/" + index.name());
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
