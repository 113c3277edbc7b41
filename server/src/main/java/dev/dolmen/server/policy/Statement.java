package dev.dolmen.server.policy;

import java.util.List;

/**
 * One rule of a policy. It applies to what matches one of its actions and one of its resources.
 *
 * @param actions not empty
 * @param resources not empty
 */
public record Statement(Effect effect, List<ActionPattern> actions, List<ResourcePattern> resources) {

    public Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
    }

    boolean appliesTo(Permission permission) {
        return actions.stream().anyMatch(action -> action.matches(permission.action()))
                && resources.stream().anyMatch(resource -> resource.matches(permission.resource()));
    }
}
