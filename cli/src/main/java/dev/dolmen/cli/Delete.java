package dev.dolmen.cli;

import dev.dolmen.BulkDeleteCall;
import dev.dolmen.Dolmen;
import dev.dolmen.Table;
import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.BulkDeleteResponse;
import dev.dolmen.model.TableDescription;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Deletes many items of a store that nobody else has open. */
@Command(
        name = "delete",
        description = {
            "Delete all items of a table, of a partition, or those that meet a condition.",
            "A command that was cut short can be given again: it goes on with what is left."
        },
        mixinStandardHelpOptions = true)
final class Delete implements Callable<Integer> {

    @Option(names = "--dir", required = true, description = "The directory of the store.")
    private Path directory;

    @Option(names = "--table", required = true, description = "The table.")
    private String tableName;

    @ArgGroup(multiplicity = "1", exclusive = false)
    private Which which;

    /** Which items. */
    static final class Which {

        @Option(names = "--all", description = "All items; emptying a table takes no longer the larger it is.")
        private boolean all;

        @Option(names = "--partition", description = "The items with this partition key: text, a number, or base64.")
        private @Nullable String partition;

        @Option(names = "--where", description = "The items that meet this ConditionExpression.")
        private @Nullable String where;
    }

    @Option(names = "--name", description = "What a placeholder stands for: #s=status.")
    private Map<String, String> names = Map.of();

    @Option(names = "--value", description = "What a placeholder stands for, with its type: :s=S:inactive, :n=N:5.")
    private Map<String, String> values = Map.of();

    @Option(names = "--dry-run", description = "Only count what would be deleted.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the counts as a line of JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (which.all && (which.partition != null || which.where != null)) {
            throw wrong("--all takes neither --partition nor --where");
        }
        if (!Files.isDirectory(directory)) {
            throw wrong("there is no store in " + directory);
        }
        BulkDeleteResponse answer;
        try (Dolmen dolmen = Dolmen.open(directory)) {
            BulkDeleteCall delete = deletion(dolmen.table(tableName));
            names.forEach(delete::name);
            values.forEach((placeholder, typed) -> delete.value(placeholder, value(typed)));
            if (dryRun) {
                delete.dryRun();
            }
            answer = delete.run();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.printf(
                    "{\"deletedCount\": %d, \"deletedBytes\": %d, \"dryRun\": %b}%n",
                    answer.deletedCount(), answer.deletedBytes(), dryRun);
        } else {
            out.printf(
                    "%s %,d items of %,d bytes%s%n",
                    dryRun ? "Would delete" : "Deleted",
                    answer.deletedCount(),
                    answer.deletedBytes(),
                    dryRun ? "; nothing was changed" : "");
        }
        out.flush();
        return 0;
    }

    private BulkDeleteCall deletion(Table table) {
        if (which.partition == null) {
            return which.where == null ? table.truncate() : table.deleteWhere(which.where);
        }
        BulkDeleteCall delete = table.deletePartition(typed(partitionKeyType(table), which.partition));
        return which.where == null ? delete : delete.where(which.where);
    }

    private static AttributeType partitionKeyType(Table table) {
        TableDescription description = table.describe();
        String name = description.keySchema().get(0).attributeName();
        for (AttributeDefinition attribute : description.attributeDefinitions()) {
            if (Objects.equals(attribute.attributeName(), name)) {
                return AttributeType.valueOf(attribute.attributeType());
            }
        }
        throw new AssertionError("a key without a type: " + description);
    }

    /** @param typed {@code S:text}, {@code N:5}, {@code B:base64} or {@code BOOL:true} */
    private AttributeValue value(String typed) {
        int colon = typed.indexOf(':');
        for (AttributeType type : AttributeType.values()) {
            if (colon > 0 && type.name().equals(typed.substring(0, colon))) {
                return typed(type, typed.substring(colon + 1));
            }
        }
        throw wrong("a value needs its type, as in S:text or N:5: " + typed);
    }

    private AttributeValue typed(AttributeType type, String text) {
        try {
            return switch (type) {
                case S -> AttributeValue.s(text);
                case N -> AttributeValue.n(text);
                case B -> AttributeValue.b(Base64.getDecoder().decode(text));
                case BOOL -> AttributeValue.bool(Boolean.parseBoolean(text));
                case NULL -> AttributeValue.nul();
                default -> throw wrong("values of type " + type + " cannot be given here");
            };
        } catch (InvalidItemException | IllegalArgumentException e) {
            throw wrong("not a value of type " + type + ": " + text);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
