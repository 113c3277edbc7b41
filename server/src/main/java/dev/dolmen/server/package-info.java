/** DynamoDB's protocol over HTTP: a front door that translates and decides nothing. */
@NullMarked
package dev.dolmen.server;

import org.jspecify.annotations.NullMarked;
