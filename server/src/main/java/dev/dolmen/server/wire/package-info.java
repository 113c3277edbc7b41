/** DynamoDB's shapes as JSON: requests read, answers written. */
@NullMarked
package dev.dolmen.server.wire;

import org.jspecify.annotations.NullMarked;
