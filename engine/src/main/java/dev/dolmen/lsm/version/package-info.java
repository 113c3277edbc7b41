/** Which files are live, and the durable record of it. */
@NullMarked
package dev.dolmen.lsm.version;

import org.jspecify.annotations.NullMarked;
