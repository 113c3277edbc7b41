package dev.dolmen.expressions;

import dev.dolmen.item.AttributeType;
import java.util.List;

/**
 * An attribute to build conditions on, without writing an expression and its placeholders:
 *
 * <pre>{@code
 * attr("status").eq("inactive").and(attr("address.zip").exists().negate())
 * }</pre>
 *
 * <p>The conditions are the trees that {@link Condition#parse} makes; no text lies between.
 */
public final class Attr extends Comparand {
    private final Operand.Attribute attribute;

    private Attr(DocumentPath path) {
        this(new Operand.Attribute(path));
    }

    private Attr(Operand.Attribute attribute) {
        super(attribute);
        this.attribute = attribute;
    }

    /**
     * The attribute at a path: {@code "name"}, {@code "map.member"}, {@code "list[2].member"}. Reserved words and any
     * other characters are allowed in names; for names with dots or brackets take {@link #attr(DocumentPath)}.
     *
     * @throws IllegalArgumentException when a name is empty or an index no number
     */
    public static Attr attr(String path) {
        return new Attr(DocumentPath.parse(path));
    }

    /** The attribute at a path that is parsed already, or made of names that have dots or brackets. */
    public static Attr attr(DocumentPath path) {
        return new Attr(path);
    }

    /** Where the attribute is in an item. */
    public DocumentPath path() {
        return attribute.path();
    }

    /** {@code attribute_exists}. */
    public Condition exists() {
        return new Condition.Existence(attribute, true);
    }

    /** {@code attribute_not_exists}. */
    public Condition notExists() {
        return new Condition.Existence(attribute, false);
    }

    /** {@code attribute_type}. */
    public Condition hasType(AttributeType type) {
        return new Condition.HasType(attribute, type);
    }

    /** {@code begins_with}. @param prefix a string or binary */
    public Condition beginsWith(Object prefix) {
        return RULES.call("begins_with", List.of(attribute, literal(prefix)));
    }

    /** {@code contains}: part of a string or binary, member of a set, element of a list. */
    public Condition contains(Object element) {
        return RULES.call("contains", List.of(attribute, literal(element)));
    }

    /** {@code size}, to be compared further: {@code attr("tags").size().gt(3)}. */
    public SizeOf size() {
        return new SizeOf(attribute);
    }
}
