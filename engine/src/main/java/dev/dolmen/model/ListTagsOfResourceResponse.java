package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link ListTagsOfResourceRequest}.
 *
 * @param tags the tags, in the order of their keys
 * @param nextToken null: all tags fit on one page
 */
public record ListTagsOfResourceResponse(List<Tag> tags, @Nullable String nextToken) {

    public ListTagsOfResourceResponse {
        tags = Immutable.list(tags);
    }
}
