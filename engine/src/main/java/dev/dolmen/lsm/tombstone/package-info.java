/** Deletions of whole ranges of keys. */
@NullMarked
package dev.dolmen.lsm.tombstone;

import org.jspecify.annotations.NullMarked;
