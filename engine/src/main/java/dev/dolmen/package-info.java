@NullMarked
package dev.dolmen;

import org.jspecify.annotations.NullMarked;
