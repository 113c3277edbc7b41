package dev.dolmen.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.EncodedItem;
import dev.dolmen.model.ReturnValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which writes depend on the item there is, and what those do that depend on none. */
class BlindWritesTest {

    private static final TableDefinition PLAIN = Writes.table("Plain");
    private static final EncodedItem ITEM = EncodedItem.of(Writes.item("a", 1, "v", 1));

    private static final Operation.Put PUT = new Operation.Put(ITEM, null, Operation.Answers.NONE);
    private static final Operation.Delete DELETE = new Operation.Delete(null, Operation.Answers.NONE);

    private static Operation.Delete delete(ReturnValue returned, boolean oldOnFailure, boolean capacity) {
        return new Operation.Delete(null, new Operation.Answers(returned, oldOnFailure, capacity));
    }

    @Test
    void putsAndDeletesThatNobodyAsksAboutDependOnNone() {
        assertThat(Decider.needsItem(PLAIN, PUT)).isFalse();
        assertThat(Decider.needsItem(PLAIN, DELETE)).isFalse();
        // Without a condition, none fails.
        assertThat(Decider.needsItem(PLAIN, delete(ReturnValue.NONE, true, false)))
                .isFalse();
    }

    @Test
    void whatIsToldOfTheItemDependsOnIt() {
        assertThat(Decider.needsItem(PLAIN, delete(ReturnValue.ALL_OLD, false, false)))
                .isTrue();
        // The larger of the old and the new item tells how many units.
        assertThat(Decider.needsItem(PLAIN, delete(ReturnValue.NONE, false, true)))
                .isTrue();
    }

    @Test
    void conditionsChecksAndUpdatesDependOnIt() {
        ConditionSource exists = Writes.exists();
        assertThat(Decider.needsItem(PLAIN, new Operation.Put(ITEM, exists, Operation.Answers.NONE)))
                .isTrue();
        assertThat(Decider.needsItem(PLAIN, new Operation.Delete(exists, Operation.Answers.NONE)))
                .isTrue();
        assertThat(Decider.needsItem(PLAIN, new Operation.Check(exists, Operation.Answers.NONE)))
                .isTrue();
        UpdateSource update = UpdateSource.Expression.compile("REMOVE v", null, null);
        assertThat(Decider.needsItem(
                        PLAIN, new Operation.Update(Writes.item("a", 1, "v", 1), update, null, Operation.Answers.NONE)))
                .isTrue();
    }

    @Test
    void whatIsKeptBesideItemsDependsOnThem() {
        assertThat(Decider.needsItem(Writes.indexedTable("Indexed"), DELETE)).isTrue();
        for (TimeToLive.State state : TimeToLive.State.values()) {
            TimeToLive timeToLive = new TimeToLive("w", 16, state);
            TableDefinition expiring = PLAIN.toBuilder().timeToLive(timeToLive).build();
            assertThat(Decider.needsItem(expiring, PUT)).isEqualTo(timeToLive.isEnabled());
        }
    }

    @Test
    void theyDoWhatTheyWouldDoToAnyItem() {
        EncodedItem other = EncodedItem.of(Writes.item("a", 1, "other", 2));
        Environment environment = new Environment(Limits.DYNAMODB, 0, null);
        for (Operation operation : List.of(PUT, DELETE)) {
            assertThat(Decider.decideBlind(operation)).isEqualTo(Decider.decide(PLAIN, other, operation, environment));
        }
    }
}
