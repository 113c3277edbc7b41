/**
 * DynamoDB's protocol over HTTP and HTTPS: a front door that translates and decides nothing but who may come in, and to do
 * what ({@link dev.dolmen.server.Credentials}).
 */
@NullMarked
package dev.dolmen.server;

import org.jspecify.annotations.NullMarked;
