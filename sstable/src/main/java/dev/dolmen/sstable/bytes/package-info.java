/** Numbers and runs of bytes, as all parts of a table store them. */
@NullMarked
package dev.dolmen.sstable.bytes;

import org.jspecify.annotations.NullMarked;
