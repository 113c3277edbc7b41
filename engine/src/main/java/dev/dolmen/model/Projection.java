package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that an index holds besides the keys of the index and the table.
 *
 * @param projectionType {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
 * @param nonKeyAttributes with {@code INCLUDE}: the further attributes
 */
public record Projection(@Nullable String projectionType, @Nullable List<String> nonKeyAttributes) {

    public Projection {
        nonKeyAttributes = Immutable.list(nonKeyAttributes);
    }

    /** Every attribute. */
    public static Projection all() {
        return new Projection(ProjectionType.ALL.name(), null);
    }

    /** The keys alone. */
    public static Projection keysOnly() {
        return new Projection(ProjectionType.KEYS_ONLY.name(), null);
    }

    /** The keys and these attributes. */
    public static Projection include(String... nonKeyAttributes) {
        return new Projection(ProjectionType.INCLUDE.name(), List.of(nonKeyAttributes));
    }
}
