/** The LZ4 block format for short runs of bytes that look alike: every run by itself, with a dictionary before it. */
@NullMarked
package dev.dolmen.sstable.lz4;

import org.jspecify.annotations.NullMarked;
