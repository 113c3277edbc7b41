/**
 * Who may do what: policies in the form of AWS's, decided over permissions that requests need. Knows neither requests nor
 * files.
 */
@NullMarked
package dev.dolmen.server.policy;

import org.jspecify.annotations.NullMarked;
