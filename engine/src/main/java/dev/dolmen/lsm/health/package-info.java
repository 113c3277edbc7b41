/** Whether the store can still be used, and the errors that say it cannot. */
@NullMarked
package dev.dolmen.lsm.health;

import org.jspecify.annotations.NullMarked;
