package dev.dolmen.table;

import dev.dolmen.item.AttributeType;

/**
 * An attribute that is part of a key.
 *
 * @param type S, N or B
 */
public record KeyAttribute(String name, AttributeType type) {

    public KeyAttribute {
        // Programs write names as literals: whoever looks for this one meets the same object, and compares no
        // characters.
        name = name.intern();
    }
}
