/** How many keys there are, and what they weigh: settled with each flush, exact whenever asked. */
@NullMarked
package dev.dolmen.lsm.count;

import org.jspecify.annotations.NullMarked;
