package dev.dolmen.server.credentials;

import dev.dolmen.server.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may use the server.
 *
 * @param policy what the user may do; null for everything
 */
public record User(String name, @Nullable Policy policy) {

    /** As clients are told who they are. The account is that of the store's tables, which is none. */
    public String arn() {
        return "arn:aws:iam::000000000000:user/" + name;
    }
}
