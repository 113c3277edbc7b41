@NullMarked
package dev.dolmen.sstable;

import org.jspecify.annotations.NullMarked;
