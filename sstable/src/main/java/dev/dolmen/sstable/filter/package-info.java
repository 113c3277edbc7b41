/** Tells most keys that are not in a table from those that are, without looking into it. */
@NullMarked
package dev.dolmen.sstable.filter;

import org.jspecify.annotations.NullMarked;
