package dev.dolmen.table;

import dev.dolmen.model.TableArn;
import dev.dolmen.model.TimeToLiveSpecification;
import dev.dolmen.model.UpdateTimeToLiveRequest;
import dev.dolmen.model.UpdateTimeToLiveResponse;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Enables or disables the expiry of a table's items.
 *
 * <p>The attribute can be any, an attribute of the key too. To change it, disable the one in force first. The service also
 * refuses a second change within half an hour or so; that spares its own machinery, and is left out here like throttling.
 */
public final class UpdateTimeToLive {

    private static final int MAX_ATTRIBUTE_NAME = 255;

    private UpdateTimeToLive() {}

    /**
     * Makes the change, durably.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     * @throws ValidationException when it is so already, or another attribute is in force; nothing was changed
     */
    public static UpdateTimeToLiveResponse perform(ItemStore store, UpdateTimeToLiveRequest request)
            throws IOException {
        TimeToLiveSpecification specification = request.timeToLiveSpecification();
        Constraints constraints =
                new Constraints().tableName(request.tableName()).notNull("timeToLiveSpecification", specification);
        if (specification != null) {
            String member = "timeToLiveSpecification.attributeName";
            constraints
                    .notNull("timeToLiveSpecification.enabled", specification.enabled())
                    .notNull(member, specification.attributeName())
                    .length(member, specification.attributeName(), 1, MAX_ATTRIBUTE_NAME);
        }
        constraints.require();
        TimeToLiveSpecification wanted = Objects.requireNonNull(specification);
        String attribute = Objects.requireNonNull(wanted.attributeName());
        boolean enable = Objects.requireNonNull(wanted.enabled());
        String table = TableArn.tableName(Objects.requireNonNull(request.tableName()));
        TableDefinition changed = store.changeTable(
                table, definition -> definition.withTimeToLive(changed(definition.timeToLive(), enable, attribute)));
        if (changed == null) {
            throw Tables.notFound(table);
        }
        return new UpdateTimeToLiveResponse(wanted);
    }

    private static @Nullable TimeToLive changed(@Nullable TimeToLive inForce, boolean enable, String attribute) {
        if (inForce == null) {
            if (!enable) {
                throw new ValidationException("TimeToLive is already disabled");
            }
            return new TimeToLive(attribute, 0, TimeToLive.State.ENABLED);
        }
        if (!inForce.attribute().equals(attribute)) {
            throw new ValidationException("TimeToLive is active on a different AttributeName: current AttributeName is "
                    + inForce.attribute());
        }
        if (enable) {
            throw new ValidationException("TimeToLive is already enabled");
        }
        return null;
    }
}
