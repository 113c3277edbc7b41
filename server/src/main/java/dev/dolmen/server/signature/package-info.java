/**
 * AWS Signature Version 4: the form of a request that is signed, and the signature of it. Knows neither HTTP servers nor
 * users.
 */
@NullMarked
package dev.dolmen.server.signature;

import org.jspecify.annotations.NullMarked;
