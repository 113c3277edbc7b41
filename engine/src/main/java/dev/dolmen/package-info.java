/**
 * The Java API: {@link dev.dolmen.Dolmen} is an open store, {@link dev.dolmen.Table} where reads and writes of a table's items
 * begin. Requests, responses and errors are in {@code dev.dolmen.model}, items in {@code dev.dolmen.item}, and
 * {@link dev.dolmen.expressions.Attr} makes conditions. Everything else is inside.
 */
@NullMarked
package dev.dolmen;

import org.jspecify.annotations.NullMarked;
