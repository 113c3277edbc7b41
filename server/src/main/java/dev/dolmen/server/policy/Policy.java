package dev.dolmen.server.policy;

import java.util.List;

/**
 * What a user may do (AWS, "Policy evaluation logic"): nothing that no statement allows, and nothing that one denies.
 *
 * @param statements in any order
 */
public record Policy(List<Statement> statements) {

    public Policy {
        statements = List.copyOf(statements);
    }

    public Decision decide(Permission permission) {
        Decision decision = Decision.NOT_ALLOWED;
        for (Statement statement : statements) {
            if (statement.appliesTo(permission)) {
                if (statement.effect() == Effect.DENY) {
                    return Decision.EXPLICITLY_DENIED;
                }
                decision = Decision.ALLOWED;
            }
        }
        return decision;
    }
}
