/** The read path: what a reader pins, and how several sorted runs become one. */
@NullMarked
package dev.dolmen.lsm.read;

import org.jspecify.annotations.NullMarked;
