package dev.dolmen.embedded;

import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.model.ServiceException;
import java.io.IOException;

/**
 * A request is refused for something that was read under latches. Its caller may be told once that is durable (invariant 2 of
 * the design), and nobody waits for the disk with a latch held: so this is thrown instead, and the refusal once the latches
 * have been given back.
 */
final class RefusalOfWhatWasRead extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long restsOn;
    private final ServiceException refusal;

    /** @param restsOn the newest sequence number of what was read */
    RefusalOfWhatWasRead(long restsOn, ServiceException refusal) {
        super(refusal.getMessage(), refusal, false, false);
        this.restsOn = restsOn;
        this.refusal = refusal;
    }

    /**
     * The refusal, once it may be told. Waits whatever the durability of the request: it is rare. Requires: no latch is held.
     */
    ServiceException onceDurable(OrderedStore store) throws IOException {
        store.awaitDurable(restsOn);
        return refusal;
    }
}
