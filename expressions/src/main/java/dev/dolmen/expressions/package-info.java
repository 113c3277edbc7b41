/**
 * DynamoDB's expressions and what came before them: read from text or from the legacy parameters into trees, bound to their
 * placeholders, and evaluated on the stored bytes of items. {@link dev.dolmen.expressions.Attr} makes conditions without text;
 * the rest is for those who perform requests.
 */
@NullMarked
package dev.dolmen.expressions;

import org.jspecify.annotations.NullMarked;
