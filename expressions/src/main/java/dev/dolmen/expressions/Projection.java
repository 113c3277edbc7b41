package dev.dolmen.expressions;

import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.util.ArrayList;
import java.util.List;

/** The parts of an item that an answer shows. Immutable. */
public final class Projection {
    private static final int CACHED_EXPRESSIONS = 256;
    private static final ExpressionCache<List<Syntax.Path>> CACHE = new ExpressionCache<>(CACHED_EXPRESSIONS);

    private final List<DocumentPath> paths;
    private final ProjectionTree tree;

    /** @param paths none of which overlaps another */
    public Projection(List<DocumentPath> paths) {
        this.paths = List.copyOf(paths);
        this.tree = ProjectionTree.of(this.paths);
    }

    /**
     * Parses a {@code ProjectionExpression}.
     *
     * @throws InvalidExpressionException with DynamoDB's text, when the expression breaks a rule
     */
    public static Projection parse(String expression, Placeholders placeholders) {
        ExpressionKind kind = ExpressionKind.PROJECTION;
        List<Syntax.Path> written = CACHE.get(expression, Projection::parsePaths);
        List<DocumentPath> paths = new ArrayList<>(written.size());
        for (Syntax.Path path : written) {
            paths.add(PathBinder.bind(path, kind, placeholders).path());
        }
        PathOverlaps.requireNone(paths, kind);
        return new Projection(paths);
    }

    /** {@code path ( ',' path )*}. */
    private static List<Syntax.Path> parsePaths(String expression) {
        TokenReader tokens = new TokenReader(expression, ExpressionKind.PROJECTION);
        List<Syntax.Path> paths = new ArrayList<>();
        do {
            paths.add(tokens.path());
        } while (tokens.take(Token.Kind.COMMA));
        tokens.require(Token.Kind.END);
        NameChecks names = new NameChecks(ExpressionKind.PROJECTION);
        paths.forEach(path -> names.path(path.steps()));
        return List.copyOf(paths);
    }

    /** The paths in the order written. */
    public List<DocumentPath> paths() {
        return paths;
    }

    /**
     * The projected parts that the item has. Maps keep the selected members; lists keep the selected elements, closed
     * up, in the list's order. Paths that lead nowhere are left out.
     */
    public Item apply(EncodedItem item) {
        return tree.select(item);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Projection other && paths.equals(other.paths);
    }

    @Override
    public int hashCode() {
        return paths.hashCode();
    }

    @Override
    public String toString() {
        return paths.toString();
    }
}
