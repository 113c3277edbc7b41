package dev.dolmen.table;

import dev.dolmen.model.Tag;
import dev.dolmen.model.TagResourceRequest;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Puts tags on a table. */
public final class TagResource {

    private TagResource() {}

    /**
     * Puts the tags on the table, durably.
     *
     * @throws dev.dolmen.model.ServiceException when the request must be refused; no tag has been put on then
     */
    public static void perform(ItemStore store, TagResourceRequest request) throws IOException {
        String arn = TaggedTable.requireGiven(request.resourceArn(), "TagResource");
        Constraints constraints = new Constraints().notNull("tags", request.tags());
        Tags.constrain(constraints, request.tags());
        constraints.require();
        String name = TaggedTable.name(arn);
        List<Tag> tags = Objects.requireNonNull(request.tags());
        if (tags.isEmpty()) {
            throw new ValidationException("Atleast one Tag needs to be provided as Input.");
        }
        Tags.requirePossible(tags);
        if (store.changeTable(name, table -> table.withTags(Tags.added(table.tags(), tags))) == null) {
            throw TaggedTable.notFound(arn);
        }
    }
}
