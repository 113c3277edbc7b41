/** What tests of a durable store need: a disk that can be cut off at any moment, a clock that stands still, items. */
@NullMarked
package dev.dolmen.testkit;

import org.jspecify.annotations.NullMarked;
