package dev.dolmen.expressions;

import java.util.List;

/**
 * Where a value sits inside an item: a top-level attribute, then any number of map members and list elements.
 *
 * @param elements at least one; the first is a name
 */
public record DocumentPath(List<Element> elements) {

    /** One step of a path. */
    public sealed interface Element permits Name, Index {}

    /** An attribute of the item, or a member of a map. Any characters: placeholders have been resolved. */
    public record Name(String name) implements Element {
        @Override
        public String toString() {
            return name;
        }
    }

    /** An element of a list, counted from 0. */
    public record Index(int index) implements Element {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }

    public DocumentPath {
        elements = List.copyOf(elements);
        if (elements.isEmpty() || !(elements.get(0) instanceof Name)) {
            throw new IllegalArgumentException("a document path starts with an attribute's name: " + elements);
        }
    }

    /** The path of a top-level attribute; the name is taken as it is, dots and brackets included. */
    public static DocumentPath attribute(String name) {
        return new DocumentPath(List.of(new Name(name)));
    }

    /** The top-level attribute the path starts at. */
    public String root() {
        return ((Name) elements.get(0)).name();
    }

    /** Whether the path leads below a top-level attribute. */
    public boolean isNested() {
        return elements.size() > 1;
    }

    /** As DynamoDB's messages print a path: {@code [a, [0], b]}. */
    @Override
    public String toString() {
        return elements.toString();
    }
}
