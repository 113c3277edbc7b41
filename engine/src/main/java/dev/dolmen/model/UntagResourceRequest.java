package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes tags off a table.
 *
 * @param resourceArn the table's ARN
 * @param tagKeys the keys of the tags; those that are not there are passed over
 */
public record UntagResourceRequest(@Nullable String resourceArn, @Nullable List<String> tagKeys) {

    public UntagResourceRequest {
        tagKeys = Immutable.list(tagKeys);
    }
}
