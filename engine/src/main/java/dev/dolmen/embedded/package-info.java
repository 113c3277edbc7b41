@NullMarked
package dev.dolmen.embedded;

import org.jspecify.annotations.NullMarked;
