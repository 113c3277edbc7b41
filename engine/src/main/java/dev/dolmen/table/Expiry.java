package dev.dolmen.table;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When items expire (Developer Guide, "Using time to live (TTL) in DynamoDB"): an item whose attribute is a number of
 * seconds since 1970 is deleted once that time is past, but not when it is five years past or more, for then it was hardly
 * meant as a time. Values of another type, and times that no clock here can show, mean nothing.
 */
public final class Expiry {

    /** Stands for no expiry time. */
    public static final long NEVER = -1;

    private static final int OLDEST_YEARS = 5;
    private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

    private static final String EXPIRED = "#time > :oldest AND #time < :now";

    private Expiry() {}

    /**
     * The second during which an item expires: it has expired when the clock shows a later one.
     *
     * @return 0 or more, or {@link #NEVER}
     */
    public static long secondOf(TimeToLive timeToLive, @Nullable EncodedItem item) {
        EncodedValue value = item == null ? null : item.get(timeToLive.attribute());
        if (value == null || value.type() != AttributeType.N) {
            return NEVER;
        }
        BigDecimal time = value.number().toBigDecimal();
        // Compared before it is rounded: a number may have 126 digits before its point.
        return time.signum() < 0 || time.compareTo(LAST_SECOND) > 0
                ? NEVER
                : time.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    /** Whether it is kept when the items of a table expire. */
    static boolean isKept(TableDefinition table) {
        TimeToLive timeToLive = table.timeToLive();
        return timeToLive != null && timeToLive.isEnabled();
    }

    /** What a write does to the expiry times that are kept. @param replacement null when the item is removed */
    static ExpiryChange change(TableDefinition table, EncodedItem old, @Nullable EncodedItem replacement) {
        TimeToLive timeToLive = table.timeToLive();
        if (timeToLive == null || !isKept(table)) {
            return ExpiryChange.NONE;
        }
        long before = secondOf(timeToLive, old);
        long after = secondOf(timeToLive, replacement);
        return before == after ? ExpiryChange.NONE : new ExpiryChange(before, after);
    }

    /** The last time that is too far in the past for an item to be deleted, in seconds since 1970; may be negative. */
    public static long tooOld(Instant now) {
        return now.atOffset(ZoneOffset.UTC).minusYears(OLDEST_YEARS).toEpochSecond();
    }

    /** The deletion of an item, on condition that it has expired by now. */
    public static Operation.Delete deletion(TimeToLive timeToLive, Instant now) {
        ConditionSource expired = ConditionSource.Expression.compile(
                EXPIRED,
                Map.of("#time", timeToLive.attribute()),
                Map.of(
                        ":oldest", AttributeValue.n(tooOld(now)),
                        ":now", AttributeValue.n(now.getEpochSecond())));
        return new Operation.Delete(expired, Operation.Answers.NONE);
    }
}
