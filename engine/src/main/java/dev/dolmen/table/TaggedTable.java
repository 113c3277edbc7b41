package dev.dolmen.table;

import dev.dolmen.model.AccessDeniedException;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.TableArn;
import dev.dolmen.model.ValidationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The table that an operation on tags means: by its ARN and nothing else, in words of its own. */
final class TaggedTable {

    /** Who asks, as far as this store can tell. */
    private static final String USER = "arn:aws:iam::000000000000:user/dolmen";

    private static final String INVALID = "Invalid TableArn";

    /** What names a resource of any service at all. What does not, the service's access control refuses before the service. */
    private static final Pattern ANY_RESOURCE = Pattern.compile(".+:.+:.+:.+:.+:.+/.+");

    private TaggedTable() {}

    /**
     * The ARN, if it has the form of one.
     *
     * @param operation the name of the operation
     * @throws ValidationException when there is none
     * @throws AccessDeniedException when it is no ARN
     */
    static String requireGiven(@Nullable String resourceArn, String operation) {
        if (resourceArn == null) {
            throw new ValidationException(INVALID);
        }
        if (!ANY_RESOURCE.matcher(resourceArn).matches()) {
            throw new AccessDeniedException("User: " + USER + " is not authorized to perform: dynamodb:" + operation
                    + " on resource: " + (resourceArn.isEmpty() ? "*" : resourceArn));
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
