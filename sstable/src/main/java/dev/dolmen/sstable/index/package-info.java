/** The index of a table: which data block may hold a key. */
@NullMarked
package dev.dolmen.sstable.index;

import org.jspecify.annotations.NullMarked;
