package dev.dolmen.table;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.DocumentPath;
import dev.dolmen.expressions.Projection;
import dev.dolmen.expressions.Update;
import dev.dolmen.model.ValidationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes that are keys, of the table or of an index, hold scalars: no path in an expression may lead into one. */
final class KeyPaths {

    private KeyPaths() {}

    /** @throws ValidationException when a path of the condition leads into a key attribute */
    static void requireNoneInto(TableDefinition table, @Nullable Condition condition) {
        if (condition != null) {
            condition.forEachPath(path -> requireNotInto(table, path));
        }
    }

    /** @throws ValidationException when a path of the projection leads into a key attribute */
    static void requireNoneInto(TableDefinition table, @Nullable Projection projection) {
        if (projection != null) {
            projection.paths().forEach(path -> requireNotInto(table, path));
        }
    }

    /** @throws ValidationException when a path of the update leads into a key attribute */
    static void requireNoneInto(TableDefinition table, Update update) {
        update.forEachPath(path -> requireNotInto(table, path));
    }

    private static void requireNotInto(TableDefinition table, DocumentPath path) {
        if (path.elements().size() == 1) {
            return;
        }
        requireNotInto(table.key().attributes(), "Key: ", path);
        for (IndexDefinition index : table.indexes()) {
            requireNotInto(index.key().attributes(), "IndexKey: ", path);
        }
    }

    private static void requireNotInto(List<KeyAttribute> key, String role, DocumentPath path) {
        for (KeyAttribute attribute : key) {
            if (attribute.name().equals(path.root())) {
                throw new ValidationException("Key attributes must be scalars; list random access '[]' and map lookup"
                        + " '.' are not allowed: " + role + path.root());
            }
        }
    }
}
