@NullMarked
package dev.dolmen.table;

import org.jspecify.annotations.NullMarked;
