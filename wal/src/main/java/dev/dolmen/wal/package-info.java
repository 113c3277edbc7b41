@NullMarked
package dev.dolmen.wal;

import org.jspecify.annotations.NullMarked;
