package dev.dolmen.item;

import org.jspecify.annotations.Nullable;

/** DynamoDB's ten attribute types, by the names DynamoDB gives them. */
public enum AttributeType {
    S(1, "String"),
    N(2, "Number"),
    B(3, "Binary"),
    BOOL(4, "Boolean"),
    NULL(5, "Null"),
    M(6, "Map"),
    L(7, "List"),
    SS(8, "String Set"),
    NS(9, "Number Set"),
    BS(10, "Binary Set");

    private static final @Nullable AttributeType[] BY_ID = new @Nullable AttributeType[11];

    static {
        for (AttributeType type : values()) {
            BY_ID[type.id] = type;
        }
    }

    private final int id;
    private final String description;

    AttributeType(int id, String description) {
        this.id = id;
        this.description = description;
    }

    /** The type's number in the stored form: never changes, whatever the order of the constants. */
    public int id() {
        return id;
    }

    /** The type's name in words, such as {@code String Set}. */
    public String description() {
        return description;
    }

    /** Whether values of this type are ordered, and so may be keys: S, N and B. */
    public boolean isOrdered() {
        return this == S || this == N || this == B;
    }

    /** Whether values of this type have children that a path can reach: M and L. */
    public boolean isDocument() {
        return this == M || this == L;
    }

    /** The type of a set's members. Requires: this is SS, NS or BS. */
    public AttributeType memberType() {
        return switch (this) {
            case SS -> S;
            case NS -> N;
            case BS -> B;
            case S, N, B, BOOL, NULL, M, L -> throw new IllegalStateException(this + " is not a set type");
        };
    }

    /** The type with this name, or null: names are case-sensitive, as in DynamoDB. */
    public static @Nullable AttributeType byName(String name) {
        for (AttributeType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** The type stored as {@code id}, or null when there is none. */
    static @Nullable AttributeType byId(int id) {
        return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
    }
}
