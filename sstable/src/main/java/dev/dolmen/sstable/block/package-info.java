/** Sorted entries in one run of bytes: how they are packed, searched and walked. Knows nothing of files and checksums. */
@NullMarked
package dev.dolmen.sstable.block;

import org.jspecify.annotations.NullMarked;
