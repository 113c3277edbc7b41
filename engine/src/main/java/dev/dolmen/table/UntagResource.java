package dev.dolmen.table;

import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.UntagResourceRequest;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Takes tags off a table. */
public final class UntagResource {

    private UntagResource() {}

    /**
     * Takes the tags off the table, durably.
     *
     * @throws dev.dolmen.model.ServiceException when the request must be refused; no tag has been taken off then
     */
    public static void perform(ItemStore store, UntagResourceRequest request) throws IOException {
        String arn = TaggedTable.requireGiven(request.resourceArn(), "UntagResource");
        Constraints constraints = new Constraints().notNull("tagKeys", request.tagKeys());
        Tags.constrainKeys(constraints, request.tagKeys());
        constraints.require();
        String name = TaggedTable.name(arn);
        List<String> keys = Objects.requireNonNull(request.tagKeys());
        if (keys.isEmpty()) {
            throw new ValidationException("Atleast one Tag Key needs to be provided as Input.");
        }
        if (store.changeTable(name, table -> without(table, keys)) == null) {
            throw new ResourceNotFoundException("Requested resource not found");
        }
    }

    private static TableDefinition without(TableDefinition table, List<String> keys) {
        Map<String, String> after = new TreeMap<>(table.tags());
        keys.forEach(after::remove);
        return table.withTags(after);
    }
}
