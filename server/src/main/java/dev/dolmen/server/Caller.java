package dev.dolmen.server;

import dev.dolmen.model.AccessDeniedException;
import dev.dolmen.server.credentials.User;
import dev.dolmen.server.policy.Decision;
import dev.dolmen.server.policy.Permission;
import dev.dolmen.server.policy.Policy;

/** Whose request it is, as far as that decides whether it is performed. */
interface Caller {

    /** Of a server that knows no users: may do everything. */
    Caller ANYONE = new Caller() {
        @Override
        public <Q> void requirePermission(String operation, Q request, RequiredPermissions<Q> required) {}
    };

    /**
     * Sees to it that the caller may do what a request asks for.
     *
     * @param operation its name
     * @throws AccessDeniedException when the caller may not
     */
    <Q> void requirePermission(String operation, Q request, RequiredPermissions<Q> required);

    /** A caller whose signature has been found right. */
    static Caller of(User user) {
        Policy policy = user.policy();
        return policy == null ? ANYONE : new Restricted(user, policy);
    }

    /** A user with a policy. */
    record Restricted(User user, Policy policy) implements Caller {

        @Override
        public <Q> void requirePermission(String operation, Q request, RequiredPermissions<Q> required) {
            for (Permission permission : required.of(operation, request)) {
                Decision decision = policy.decide(permission);
                if (decision != Decision.ALLOWED) {
                    throw new AccessDeniedException("User: " + user.arn() + " is not authorized to perform: "
                            + permission.qualifiedAction() + " on resource: "
                            + permission.resource().name()
                            + (decision == Decision.EXPLICITLY_DENIED
                                    ? " with an explicit deny in an identity-based policy"
                                    : " because no identity-based policy allows the " + permission.qualifiedAction()
                                            + " action"));
                }
            }
        }
    }
}
