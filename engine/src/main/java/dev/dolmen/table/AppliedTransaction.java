package dev.dolmen.table;

import java.util.List;

/**
 * What became of a transaction. When one of the outcomes is a refusal, nothing was done, whatever the others say.
 *
 * @param outcomes one per write, in their order; each was decided on the items as they were before the transaction
 * @param replayed whether this was done already when the token was first used
 * @param restsOn the position this answer rests on; see {@link ItemStore#awaitDurable}
 */
public record AppliedTransaction(List<Outcome> outcomes, boolean replayed, long restsOn) {

    public AppliedTransaction {
        outcomes = List.copyOf(outcomes);
    }

    /** Whether any of the outcomes is a refusal. */
    public boolean isCancelled() {
        return outcomes.stream().anyMatch(outcome -> outcome.refusal() != null);
    }
}
