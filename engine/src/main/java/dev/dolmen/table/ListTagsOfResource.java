package dev.dolmen.table;

import dev.dolmen.model.ListTagsOfResourceRequest;
import dev.dolmen.model.ListTagsOfResourceResponse;
import dev.dolmen.model.Tag;
import dev.dolmen.model.ValidationException;

/** Lists a table's tags, all on one page: there are few. */
public final class ListTagsOfResource {

    private ListTagsOfResource() {}

    /**
     * Answers a request.
     *
     * @throws dev.dolmen.model.ServiceException when the request must be refused
     */
    public static ListTagsOfResourceResponse perform(ItemStore store, ListTagsOfResourceRequest request) {
        String arn = TaggedTable.requireGiven(request.resourceArn(), "ListTagsOfResource");
        String name = TaggedTable.name(arn);
        if (request.nextToken() != null) {
            throw new ValidationException("Invalid NextToken: none was given out");
        }
        TableDefinition table = store.table(name);
        if (table == null) {
            throw TaggedTable.notFound(arn);
        }
        return new ListTagsOfResourceResponse(
                table.tags().entrySet().stream()
                        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                        .toList(),
                null);
    }
}
