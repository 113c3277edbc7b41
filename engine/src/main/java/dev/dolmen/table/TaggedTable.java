package dev.dolmen.table;

import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ValidationException;
import org.jspecify.annotations.Nullable;

/** The table that an operation on tags means: by its ARN and nothing else, in words of its own. */
final class TaggedTable {

    private static final String INVALID = "Invalid TableArn";

    private TaggedTable() {}

    /** @throws ValidationException when there is no ARN */
    static String requireGiven(@Nullable String resourceArn) {
        if (resourceArn == null) {
            throw new ValidationException(INVALID);
        }
        return resourceArn;
    }

    /**
     * The name in the ARN.
     *
     * @throws ValidationException when this is not the ARN of a table
     */
    static String name(String resourceArn) {
        String name = TableArn.nameIn(resourceArn);
        if (name == null) {
            throw new ValidationException(INVALID + ": Invalid ResourceArn provided as input " + resourceArn);
        }
        return name;
    }

    /** The spelling is the service's. */
    static ResourceNotFoundException notFound(String resourceArn) {
        return new ResourceNotFoundException("Requested resource not found: ResourcArn: " + resourceArn + " not found");
    }
}
