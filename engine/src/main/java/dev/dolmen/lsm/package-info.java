@NullMarked
package dev.dolmen.lsm;

import org.jspecify.annotations.NullMarked;
