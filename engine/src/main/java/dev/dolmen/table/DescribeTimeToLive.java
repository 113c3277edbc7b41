package dev.dolmen.table;

import dev.dolmen.model.DescribeTimeToLiveRequest;
import dev.dolmen.model.DescribeTimeToLiveResponse;
import dev.dolmen.model.TimeToLiveDescription;
import dev.dolmen.model.TimeToLiveStatus;
import java.util.Objects;

/** Tells by which attribute the items of a table expire. */
public final class DescribeTimeToLive {

    private DescribeTimeToLive() {}

    /**
     * Answers a request.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     */
    public static DescribeTimeToLiveResponse perform(ItemStore store, DescribeTimeToLiveRequest request) {
        new Constraints().tableName(request.tableName()).require();
        TimeToLive timeToLive = Tables.requireByName(store, Objects.requireNonNull(request.tableName()))
                .timeToLive();
        if (timeToLive == null) {
            return new DescribeTimeToLiveResponse(new TimeToLiveDescription(TimeToLiveStatus.DISABLED, null));
        }
        // Enabled once it is asked for: that older items' times are still being gathered is nothing a caller can see.
        TimeToLiveStatus status = timeToLive.isEnabled() ? TimeToLiveStatus.ENABLED : TimeToLiveStatus.DISABLING;
        return new DescribeTimeToLiveResponse(new TimeToLiveDescription(status, timeToLive.attribute()));
    }
}
