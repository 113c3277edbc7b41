/** The integers and byte strings that batches and manifest edits are made of. */
@NullMarked
package dev.dolmen.lsm.encoding;

import org.jspecify.annotations.NullMarked;
