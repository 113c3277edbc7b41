package dev.dolmen.server.credentials;

import dev.dolmen.server.policy.ActionPattern;
import dev.dolmen.server.policy.Effect;
import dev.dolmen.server.policy.Policy;
import dev.dolmen.server.policy.ResourcePattern;
import dev.dolmen.server.policy.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy (AWS, "IAM JSON policy reference"). An element that is not understood is refused: a statement without it
 * would say something else.
 */
final class PolicyReader {

    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");

    /** Elements of AWS's policies that this server does not have. */
    private static final Set<String> UNSUPPORTED =
            Set.of("Condition", "NotAction", "NotResource", "Principal", "NotPrincipal");

    private final StrictJson json;

    PolicyReader(StrictJson json) {
        this.json = json;
    }

    Policy policy() throws IOException {
        List<Statement> statements = new ArrayList<>();
        json.object(Set.of("Statement"), name -> {
            switch (name) {
                case "Version" -> requireVersion(json.string());
                case "Id" -> json.string();
                case "Statement" -> statements.addAll(json.oneOrMore(this::statement));
                default -> throw json.refused("a policy has no such element; it has Version, Id and Statement");
            }
        });
        return new Policy(statements);
    }

    private void requireVersion(String version) {
        if (!VERSIONS.contains(version)) {
            throw json.refused("there is no such version of policies; the latest is 2012-10-17");
        }
    }

    private Statement statement() throws IOException {
        @Nullable Effect[] effect = new Effect[1];
        List<ActionPattern> actions = new ArrayList<>();
        List<ResourcePattern> resources = new ArrayList<>();
        json.object(Set.of("Effect", "Action", "Resource"), name -> {
            switch (name) {
                case "Sid" -> json.string();
                case "Effect" -> effect[0] = effect(json.string());
                case "Action" -> actions.addAll(json.oneOrMore(() -> parsed(ActionPattern::parse)));
                case "Resource" -> resources.addAll(json.oneOrMore(() -> parsed(ResourcePattern::parse)));
                default ->
                    throw json.refused(
                            UNSUPPORTED.contains(name)
                                    ? name + " is not supported: without it the statement would mean something else"
                                    : "a statement has no such element; it has Sid, Effect, Action and Resource");
            }
        });
        return new Statement(Objects.requireNonNull(effect[0]), actions, resources);
    }

    private Effect effect(String effect) {
        return switch (effect) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> throw json.refused("this must be Allow or Deny");
        };
    }

    private <T> T parsed(Function<String, T> parser) throws IOException {
        String pattern = json.string();
        try {
            return parser.apply(pattern);
        } catch (IllegalArgumentException e) {
            throw json.refused(String.valueOf(e.getMessage()));
        }
    }
}
