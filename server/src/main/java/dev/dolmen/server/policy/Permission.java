package dev.dolmen.server.policy;

/**
 * The right to do something with something.
 *
 * @param action its name without the service, {@code DeleteItem}
 */
public record Permission(String action, Resource resource) {

    /** As clients are told, and policies name it. */
    public String qualifiedAction() {
        return Actions.PREFIX + action;
    }
}
