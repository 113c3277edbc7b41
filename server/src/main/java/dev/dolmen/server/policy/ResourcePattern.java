package dev.dolmen.server.policy;

/**
 * The resources that a statement is about: {@code arn:aws:dynamodb:*:*:table/Users}, {@code …:table/Users/index/*}, or
 * {@code *} for all.
 *
 * <p>As everywhere in this store, which is no region and has no accounts, an ARN means the table of that name here. So a
 * policy that is used in AWS means the same here, and nobody gets past one by naming a table by another ARN.
 */
public final class ResourcePattern {

    private static final String ANY = "*";
    private static final String SCHEME = "arn";
    private static final String SERVICE = "dynamodb";

    /** Of an ARN, before the path of the resource: scheme, partition, service, region and account. */
    private static final int PARTS_BEFORE_PATH = 5;

    private static final String EXAMPLE = ", such as arn:aws:dynamodb:*:*:table/Users";

    private final Wildcard path;

    private ResourcePattern(Wildcard path) {
        this.path = path;
    }

    /** @throws IllegalArgumentException when it can be no table and no index: a typing error would else deny nothing */
    public static ResourcePattern parse(String pattern) {
        if (pattern.equals(ANY)) {
            return new ResourcePattern(new Wildcard(ANY));
        }
        if (pattern.contains("${")) {
            throw new IllegalArgumentException("\"" + pattern + "\" has a policy variable, which is not supported");
        }
        String[] parts = pattern.split(":", PARTS_BEFORE_PATH + 1);
        if (parts.length <= PARTS_BEFORE_PATH || !parts[0].equals(SCHEME) || !parts[2].equals(SERVICE)) {
            throw new IllegalArgumentException("\"" + pattern + "\" is not the ARN of a table" + EXAMPLE);
        }
        Wildcard path = new Wildcard(parts[PARTS_BEFORE_PATH]);
        if (!path.mayBeginWith("table/")) {
            throw new IllegalArgumentException("\"" + pattern + "\" names neither a table nor an index" + EXAMPLE);
        }
        return new ResourcePattern(path);
    }

    boolean matches(Resource resource) {
        return path.matches(resource.path());
    }
}
