package dev.dolmen.table;

import dev.dolmen.item.AttributeType;

/**
 * An attribute that is part of a key.
 *
 * @param type S, N or B
 */
public record KeyAttribute(String name, AttributeType type) {}
