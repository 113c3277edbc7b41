/**
 * What callers say and hear: a request and a response record per DynamoDB operation, the shapes inside them, and the
 * errors. Names are DynamoDB's.
 */
@NullMarked
package dev.dolmen.model;

import org.jspecify.annotations.NullMarked;
