@NullMarked
package dev.dolmen.item;

import org.jspecify.annotations.NullMarked;
