/**
 * Items and their values: {@link dev.dolmen.item.Item}, {@link dev.dolmen.item.AttributeValue}, and the bytes that both become
 * in a store, whole items and keys that sort as their values do. FORMAT.md has those byte by byte.
 */
@NullMarked
package dev.dolmen.item;

import org.jspecify.annotations.NullMarked;
