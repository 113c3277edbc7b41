package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts tags on a table; a tag whose key is there already gets the new value.
 *
 * @param resourceArn the table's ARN
 * @param tags the tags; a table has at most 50
 */
public record TagResourceRequest(@Nullable String resourceArn, @Nullable List<Tag> tags) {

    public TagResourceRequest {
        tags = Immutable.list(tags);
    }
}
