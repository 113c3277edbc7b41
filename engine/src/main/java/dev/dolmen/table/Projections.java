package dev.dolmen.table;

import dev.dolmen.model.Projection;
import dev.dolmen.model.ProjectionType;
import dev.dolmen.model.ValidationException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the indexes of a table that is being defined are to hold besides keys. */
final class Projections {

    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final int MAX_NON_KEY_ATTRIBUTES = 20;
    private static final int MAX_NON_KEY_ATTRIBUTES_OF_TABLE = 100;
    private static final int MAX_NAME_LENGTH = 255;

    private int nonKeyAttributes;

    Projections() {}

    /** @param others the indexes that the table has already */
    Projections(List<IndexDefinition> others) {
        others.forEach(index -> nonKeyAttributes += index.nonKeyAttributes().size());
    }

    /** The checks of a projection by itself. */
    static void constrain(Constraints constraints, String projection, @Nullable Projection value) {
        constraints.notNull(projection, value);
        if (value == null) {
            return;
        }
        List<String> names = value.nonKeyAttributes();
        constraints
                .oneOf(projection + ".projectionType", value.projectionType(), List.of("ALL", "INCLUDE", "KEYS_ONLY"))
                .size(
                        projection + ".nonKeyAttributes",
                        names == null ? null : names.size(),
                        String.valueOf(names),
                        1,
                        MAX_NON_KEY_ATTRIBUTES);
        for (int i = 0; names != null && i < names.size(); i++) {
            constraints.length(
                    projection + ".nonKeyAttributes." + (i + 1) + ".member", names.get(i), 1, MAX_NAME_LENGTH);
        }
    }

    /**
     * The type of a projection, which has been checked by itself.
     *
     * @throws ValidationException when type and attributes do not go together, or the table's indexes have too many
     */
    ProjectionType typeOf(Projection projection) {
        if (projection.projectionType() == null) {
            throw new ValidationException(INVALID + "Unknown ProjectionType: null");
        }
        ProjectionType type = ProjectionType.valueOf(projection.projectionType());
        List<String> names = projection.nonKeyAttributes();
        if (type == ProjectionType.INCLUDE && names == null) {
            throw new ValidationException(INVALID + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        }
        if (type != ProjectionType.INCLUDE && names != null) {
            throw new ValidationException(
                    INVALID + "ProjectionType is " + type + ", but NonKeyAttributes is specified");
        }
        requireDistinct(names == null ? List.of() : names);
        nonKeyAttributes += names == null ? 0 : names.size();
        if (nonKeyAttributes > MAX_NON_KEY_ATTRIBUTES_OF_TABLE) {
            throw new ValidationException(INVALID + "Number of NonKeyAttributes exceeds per-table limit of "
                    + MAX_NON_KEY_ATTRIBUTES_OF_TABLE);
        }
        return type;
    }

    private static void requireDistinct(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new ValidationException(INVALID + "Duplicate element in NonKeyAttributes: " + name);
            }
        }
    }
}
