/** Opening a directory after any crash. */
@NullMarked
package dev.dolmen.lsm.recovery;

import org.jspecify.annotations.NullMarked;
